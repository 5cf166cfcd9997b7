/** A mobile number as it may be shown: the first three and the last four digits (GB/T 35273, masked display). */
export function maskPhoneNumber(phoneNumber: string): string {
  return `${phoneNumber.slice(0, 3)}****${phoneNumber.slice(-4)}`;
}
