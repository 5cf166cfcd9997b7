import type { Role } from '../../domain/identity.ts';

/** The screens in the main navigation and where they lie. */
export const screenPaths = {
  queue: '/queue',
  escalations: '/escalations',
  lookup: '/lookup',
  policies: '/policies',
  scoreboard: '/scoreboard',
  venues: '/venues',
  trail: '/trail',
} as const;
export type Screen = keyof typeof screenPaths;

const screens: Partial<Record<Role, readonly [Screen, ...Screen[]]>> = {
  office: ['queue', 'lookup', 'venues', 'scoreboard'],
  bureau: ['queue', 'lookup', 'policies', 'scoreboard'],
  finance: ['queue', 'lookup', 'scoreboard'],
  auditor: ['escalations', 'trail', 'lookup', 'policies', 'scoreboard'],
  admin: ['venues', 'scoreboard'],
};

/** Where the inbox lies: beside the person, not among the screens. */
export const NOTICES_PATH = '/notices';

/** Whether a role has an inbox. */
export function hasInbox(role: Role): boolean {
  return ['office', 'bureau', 'finance', 'auditor'].includes(role);
}

/**
 * The screens of a role, the first of which it starts with; none for those who work elsewhere.
 * @param head whether he heads his unit, and so sees its escalations
 */
export function screensOf(role: Role, head = false): readonly Screen[] {
  const own: readonly Screen[] = screens[role] ?? [];
  return head && own.includes('queue')
    ? own.flatMap((screen) => (screen === 'queue' ? [screen, 'escalations' as const] : [screen]))
    : own;
}
