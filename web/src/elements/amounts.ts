import type { AmountView } from '../api/types';

const kNanolitresPerMicrolitre = 1000n;
const kNanolitresPerMillilitre = 1_000_000n;
const kPicogramsPerNanogram = 1000n;

/** `500 µL`, `6 mL`, `12.5 ng`, `2,000,000`: whole numbers from the wire, shown without rounding. */
export function amount_text(amount: AmountView | null | undefined): string {
  if (!amount) return '';
  const parts: string[] = [];
  if (amount.volume_nl !== undefined) parts.push(volume_text(BigInt(amount.volume_nl)));
  if (amount.mass_pg !== undefined)
    parts.push(`${quotient(BigInt(amount.mass_pg), kPicogramsPerNanogram)} ng`);
  if (amount.cells !== undefined) parts.push(`${BigInt(amount.cells).toLocaleString('en')} cells`);
  return parts.join(' · ');
}

function volume_text(nanolitres: bigint): string {
  const millilitres =
    nanolitres >= kNanolitresPerMillilitre && nanolitres % (kNanolitresPerMillilitre / 10n) === 0n;
  return millilitres
    ? `${quotient(nanolitres, kNanolitresPerMillilitre)} mL`
    : `${quotient(nanolitres, kNanolitresPerMicrolitre)} µL`;
}

function quotient(value: bigint, unit: bigint): string {
  const digits = String(unit).length - 1;
  const fraction = String(value % unit)
    .padStart(digits, '0')
    .replace(/0+$/, '');
  return fraction === '' ? String(value / unit) : `${value / unit}.${fraction}`;
}

/** `−80 °C`, from thousandths of a degree. */
export function temperature_text(mdeg_c: number): string {
  return `${String(mdeg_c / 1000).replace('-', '−')} °C`;
}

/** An amount as a plan or a person wrote it, `500 uL`, for the eye. */
export function written_amount(text: string): string {
  return text.replace(/\buL\b/g, 'µL');
}
