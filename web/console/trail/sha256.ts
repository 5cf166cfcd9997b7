/** Whether this browser computes hashes: it does so on encrypted connections, and for this machine's own. */
export const computesHashes = globalThis.crypto?.subtle !== undefined;

/** SHA-256 of a UTF-8 text, hex. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
