/** Text that is safe to stand in a page as it is; only `text` and `html` make it. */
export interface Html {
  readonly markup: string;
}

/** Text as a page shows it. */
export function text(given: string): Html {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return { markup: given.replace(/[&<>"']/g, (character) => entities[character] ?? character) };
}

/** Markup with its parts put in; a list is joined. Plain strings are not taken, so that none goes in unescaped. */
export function html(strings: TemplateStringsArray, ...parts: readonly (Html | readonly Html[])[]): Html {
  const markups = parts.map((part) =>
    [part]
      .flat()
      .map((one) => one.markup)
      .join(''),
  );
  return { markup: String.raw({ raw: strings }, ...markups) };
}
