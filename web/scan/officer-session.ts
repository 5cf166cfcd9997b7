export async function accessToken(): Promise<string | undefined> {
  return undefined;
}
