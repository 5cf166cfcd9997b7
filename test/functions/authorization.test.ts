import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OperationId, operation, operationIds } from '../../contract/routes.ts';
import { type Actor, type Role, roles } from '../../domain/identity.ts';
import { usccOf } from '../builders/enterprises.ts';
import { type ItineraryUnderTest, openItinerary } from '../builders/itinerary.ts';

let api: ItineraryUnderTest;
beforeAll(async () => {
  api = await openItinerary();
});
afterAll(() => api.close());

const signedInRoles = roles.filter((role) => role !== 'public');
const actorOf = (role: Role): Actor => ({
  sub: `${role}-9`,
  role,
  name: '示例人员',
  ...(role === 'enterprise' ? { uscc: usccOf(9) } : {}),
  officeId: 'airport-north',
});

/** Everything stored, to show that a refusal wrote nothing. */
async function everything(): Promise<string> {
  const tables = ['subsidies', 'itinerary', 'audit'] as const;
  return JSON.stringify(await Promise.all(tables.map((table) => api.tables.itemsOf(table))));
}

const signedInOperations = operationIds.filter((id) => !operation(id).roles.includes('public'));
const publicOperations = operationIds.filter((id) => operation(id).roles.includes('public'));

describe('The role table of the contract, default deny:', () => {
  it('lets every signed-in role into some operation, and none into all', () => {
    const allowed = new Map(
      signedInRoles.map((role) => [
        role,
        signedInOperations.filter((id) => operation(id).roles.includes(role)),
      ]),
    );
    for (const [role, ids] of allowed) expect(ids.length, role).toBeLessThan(signedInOperations.length);
  });

  it.each(signedInOperations)(
    '%s refuses nobody, roles it does not name and unknown ones, and stores nothing',
    async (id) => {
      const before = await everything();
      expect(await api.call(id, undefined, { body: {} })).toMatchObject({
        status: 401,
        body: { code: 'sign-in-required' },
      });
      for (const role of [...signedInRoles, 'public' as const]) {
        if (operation(id).roles.includes(role)) continue;
        const answer = await api.call(id, actorOf(role), { body: {} });
        expect(answer, role).toMatchObject({ status: 403, body: { code: 'role-not-allowed' } });
      }
      for (const role of ['root', 'ADMIN', '', 'admin enterprise'])
        expect((await api.call(id, { ...actorOf('admin'), role: role as Role }, { body: {} })).status).toBe(
          401,
        );
      expect(await everything()).toBe(before);
    },
  );

  it.each(signedInOperations)('%s lets in the roles it names', async (id) => {
    for (const role of operation(id).roles as readonly Role[]) {
      const { status, body } = await api.call(id, actorOf(role), { body: {} });
      expect(status, `${role}: ${body.code}`).not.toBe(401);
      expect(body.code, role).not.toBe('role-not-allowed');
    }
  });

  it.each(publicOperations)('%s asks nobody who he is', async (id: OperationId) => {
    const { status } = await api.call(id, undefined, { body: {} });
    expect([401, 403]).not.toContain(status);
  });
});
