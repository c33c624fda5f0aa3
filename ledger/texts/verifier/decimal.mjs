// SPDX-License-Identifier: Apache-2.0
// Decimal quantities as integers of a thousand-millionth (schemas/README.md, "Values"): no floating point.

const scale = 1000000000n;
const greatest = 1000000000000000000n * scale;

/// Nothing where the text is not the one way to write a quantity from −10^18 to 10^18.
export function parseDecimal(text) {
  const parts = typeof text === 'string' ? text.match(/^(-?)(0|[1-9][0-9]{0,18})(?:\.([0-9]{0,8}[1-9]))?$/) : null;
  if (!parts) return undefined;
  const value = BigInt(parts[2]) * scale + BigInt((parts[3] ?? '').padEnd(9, '0'));
  if (value > greatest || (parts[1] === '-' && value === 0n)) return undefined;
  return parts[1] === '-' ? -value : value;
}
export const isDecimal = (text) => parseDecimal(text) !== undefined;

export function decimalText(value) {
  const digits = String(value < 0n ? -value : value).padStart(10, '0');
  const fraction = digits.slice(-9).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -9)}${fraction === '' ? '' : `.${fraction}`}`;
}

/// Rounded half to even at the ninth digit.
export function product(a, b) {
  const exact = a * b;
  const whole = exact / scale;
  const rest = exact % scale;
  const [size, half] = [rest < 0n ? -rest : rest, scale / 2n];
  const isUp = size > half || (size === half && whole % 2n !== 0n);
  return isUp ? whole + (exact < 0n ? -1n : 1n) : whole;
}

export const magnitude = (value) => (value < 0n ? -value : value);
export const kilogramsOf = (units) => BigInt(units) * 1000n * scale;
/// The least whole number that is not less.
export const wholeAbove = (value) => Number((value + scale - 1n) / scale);
/// The whole units in a quantity that is not below 0.
export const wholeUnits = (kilograms) => Number(kilograms / (1000n * scale));
