import type { BodyOf } from '../../contract/routes.ts';

/** Places of the demonstration, one of each kind that matters at a gate; all marked 示例. */
export const demoVenues: readonly BodyOf<'createVenue'>[] = [
  { name: '示例电子厂 1 号门', kind: 'enterprise', officeId: 'airport-north' },
  { name: '示例便利店', kind: 'shop', officeId: 'airport-north' },
  { name: '示例酒店', kind: 'hotel', officeId: 'airport-south' },
  { name: '示例社区卡口', kind: 'checkpoint', officeId: 'airport-south' },
  { name: '示例机场到达出口', kind: 'airport-exit', officeId: 'logistics-park' },
];
