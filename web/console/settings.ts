import { setting } from './setting.ts';

/** Whether letters act as keys; WCAG 2.1.4 asks that they can be turned off. */
export const shortcutSetting = setting('fugong.console.shortcuts', ['on', 'off']);

/** Whether the next review opens after a decision. */
export const openNextSetting = setting('fugong.console.open-next', ['on', 'off']);

/** The colours: the system's unless chosen. */
export const colourSetting = setting('fugong.console.colours', ['system', 'light', 'dark']);
