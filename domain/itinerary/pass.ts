/** How long a pass (通行凭证) shown to an officer is good for: short, so that a screenshot is worth nothing. */
export const PASS_SECONDS = 60;
