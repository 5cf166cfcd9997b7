import { roleNames, roles } from '../../domain/identity.ts';
import type { Language } from '../../domain/words.ts';
import { shownLogins } from './logins.ts';

const words = {
  zh: {
    lang: 'zh-CN',
    title: '选择登录身份',
    intro: '本机演示环境：每个角色一个账号，点一下即登录。正式环境使用单位的统一身份认证。',
  },
  en: {
    lang: 'en',
    title: 'Choose who you are',
    intro:
      'Local demonstration: one login a role, one click each. In production your organisation signs you in.',
  },
} satisfies Record<Language, object>;

const STYLE = `
body{margin:0;background:#f4f6f8;color:#16202b;font:16px/1.6 system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 3rem}h1{font-size:1.6rem;margin:0 0 .3rem}p{color:#51606f;margin:0 0 1.2rem}
section{display:grid;grid-template-columns:minmax(8rem,13rem) 1fr;gap:.4rem 1rem;padding:.8rem 0;border-top:1px solid #d5dce3}
h2{font-size:1rem;margin:.5rem 0 0}form{display:flex;flex-wrap:wrap;gap:.5rem}
button{font:inherit;text-align:left;min-height:48px;padding:.3rem .9rem;border:1px solid #0b5cad;border-radius:8px;background:#fff;color:#0b5cad;cursor:pointer}
button small{display:block;color:#51606f}button:hover{background:#eaf2fb}button:focus-visible{outline:3px solid #ffbf47;outline-offset:2px}
@media(max-width:36rem){section{grid-template-columns:1fr}}`;

/**
 * The login page: the logins grouped by role, one click each; nothing is loaded from anywhere.
 * @param action where a choice is posted
 */
export function loginPage(action: string, acceptLanguage: string | undefined): string {
  const language = /^\s*en\b/i.test(acceptLanguage ?? '') ? 'en' : 'zh';
  const page = words[language];
  const withLogin = roles.filter((role) => shownLogins.some((login) => login.role === role));
  const sections = withLogin.map((role) => {
    const buttons = shownLogins
      .filter((login) => login.role === role)
      .map(
        ({ sub, name }) =>
          `<button name="login" value="${sub}" data-login="${sub}">${sub}<small>${name}</small></button>`,
      );
    return `<section><h2>${roleNames[language][role]}</h2><form method="post" action="${action}">${buttons.join('')}</form></section>`;
  });
  return `<!doctype html><html lang="${page.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${page.title}</title><style>${STYLE}</style></head><body><main><h1>${page.title}</h1><p>${page.intro}</p>${sections.join('')}</main></body></html>`;
}
