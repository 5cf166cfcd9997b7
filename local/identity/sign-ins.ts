import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

interface Kept {
  payload: AdapterPayload;
  /** Real time in milliseconds. */
  until: number;
}

/**
 * Sessions, codes and grants of the identity, in memory: they end with the platform on purpose, since signing in again
 * is one click. Access tokens are signed and need no memory.
 */
export function memoryOfSignIns(): AdapterFactory {
  return (model) => new SignIns(model);
}

/** What is kept of one model, e.g. `Session` or `AuthorizationCode`. */
class SignIns implements Adapter {
  readonly model: string;
  readonly #kept = new Map<string, Kept>();

  constructor(model: string) {
    this.model = model;
  }

  /** @param expiresIn seconds; for ever when not given */
  async upsert(id: string, payload: AdapterPayload, expiresIn = Number.POSITIVE_INFINITY): Promise<void> {
    const now = Date.now();
    for (const [other, { until }] of this.#kept) if (until <= now) this.#kept.delete(other);
    this.#kept.set(id, { payload, until: now + expiresIn * 1_000 });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const kept = this.#kept.get(id);
    return kept && kept.until > Date.now() ? kept.payload : undefined;
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#findBy(({ payload }) => payload.uid === uid);
  }

  findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#findBy(({ payload }) => payload.userCode === userCode);
  }

  /** Marks a code as used, so that a second use is refused. */
  async consume(id: string): Promise<void> {
    const kept = this.#kept.get(id);
    if (kept) kept.payload.consumed = Math.floor(Date.now() / 1_000);
  }

  async destroy(id: string): Promise<void> {
    this.#kept.delete(id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, { payload }] of this.#kept) if (payload.grantId === grantId) this.#kept.delete(id);
  }

  async #findBy(matches: (kept: Kept) => boolean): Promise<AdapterPayload | undefined> {
    const [id] = [...this.#kept].find(([, kept]) => matches(kept)) ?? [];
    return id === undefined ? undefined : this.find(id);
  }
}
