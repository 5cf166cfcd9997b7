import { type ThemeConfig, theme } from 'antd';

/** The tokens of web/ui/tokens.css and their dark twins in console.css, as antd takes them: it computes with colours, so no `var()`. */
const light = {
  colorPrimary: '#0b5cad',
  colorLink: '#0b5cad',
  colorSuccess: '#0b6b38',
  colorWarning: '#8a5300',
  colorError: '#b3121d',
  colorTextBase: '#16202b',
  colorTextSecondary: '#51606f',
  colorTextDescription: '#51606f',
  colorTextPlaceholder: '#5f6d7b',
  colorSuccessBg: '#e5f4ea',
  colorWarningBg: '#fff4dc',
  colorErrorBg: '#fdeceb',
  colorBgBase: '#ffffff',
  colorBorder: '#8793a0',
};

const dark = {
  colorPrimary: '#2f76c8',
  colorLink: '#7ab8ff',
  colorSuccess: '#5fd08d',
  colorWarning: '#f0b64c',
  colorError: '#ff8a85',
  colorTextBase: '#e6ebf0',
  colorTextSecondary: '#a9b6c3',
  colorTextDescription: '#a9b6c3',
  colorTextPlaceholder: '#97a5b3',
  colorSuccessBg: '#12301f',
  colorWarningBg: '#34290f',
  colorErrorBg: '#3d1a1b',
  colorBgBase: '#14191f',
  colorBgContainer: '#171d23',
  colorBgElevated: '#1f272f',
  colorBorder: '#6b7885',
};

/** Where the algorithm's own shades fall below 4.5:1: text under the pointer, and on a red button. */
const darkButton = {
  dangerColor: '#210607',
  defaultHoverColor: '#9ccbff',
  defaultHoverBorderColor: '#9ccbff',
  defaultActiveColor: '#7ab8ff',
  defaultActiveBorderColor: '#7ab8ff',
};

/** antd in the product's colours. Nothing moves: dialogs and boxes are there at once. */
export function antdTheme(isDark: boolean): ThemeConfig {
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      ...(isDark ? dark : light),
      fontFamily: 'var(--font)',
      borderRadius: 4,
      motion: false,
      controlHeight: 34,
    },
    components: {
      Button: { fontWeight: 500, ...(isDark ? darkButton : {}) },
    },
  };
}
