/** Which revisions a list offers: a draft may have thousands. */

const MOST = 100;

/** The one whose number is typed ("revision 12" or "12"), then the newest that begin like it. */
export function comparable(newest: number, from: number, typed: string): number[] {
  const digits = typed.replace(/\D/g, '');
  const found: number[] = [];
  const add = (number: number) => {
    if (number >= 1 && number <= newest && number !== from && !found.includes(number)) {
      found.push(number);
    }
  };
  if (digits !== '') add(Number(digits));
  for (let number = newest; number >= 1 && found.length < MOST; number--) {
    if (String(number).startsWith(digits)) add(number);
  }
  return found;
}
