import type { policyOperations } from '../../contract/policies.ts';
import type { Bilingual, Language } from '../../domain/words.ts';
import type { Policies } from '../adapters/policies.ts';
import type { Implementation } from '../http.ts';

const title: Bilingual = { zh: '政策汇编', en: 'Policies for enterprises' };
const htmlLanguage: Record<Language, string> = { zh: 'zh-CN', en: 'en' };

/**
 * The policies in force as a feed (JSON Feed 1.1), newest first. A new version is a new item, so that readers see it.
 * @param siteUrl public origin of the pages that items link to
 */
export function getPolicyFeed(
  policies: Policies,
  siteUrl: string,
): Implementation<typeof policyOperations.getPolicyFeed> {
  return async ({ query: { language = 'zh' } }) => {
    const inForce = (await policies.current()).toSorted((a, b) =>
      a.publishedAt < b.publishedAt ? 1 : a.publishedAt > b.publishedAt ? -1 : 0,
    );
    return {
      version: 'https://jsonfeed.org/version/1.1',
      title: title[language],
      language: htmlLanguage[language],
      home_page_url: `${siteUrl}/apply/compendium?lang=${language}`,
      feed_url: `${siteUrl}/api/policies/feed?language=${language}`,
      items: inForce.map(({ policy, publishedAt }) => ({
        id: `${siteUrl}/apply/policies/${policy.id}#version-${policy.version}`,
        url: `${siteUrl}/apply/policies/${policy.id}?lang=${language}`,
        title: policy.title[language],
        content_text: policy.summary[language],
        date_published: publishedAt,
      })),
    };
  };
}
