/** @module Prices added up by currency, as decimals: a sum of floats would be off. */
interface Price {
  /** A decimal: `0.0075`. */
  amount: string;
  currency: string;
}

const PLACES = 9;

export function sumPrices(prices: readonly Price[]): Price[] {
  const sums = new Map<string, bigint>();
  for (const { amount, currency } of prices) {
    const [whole = "0", rest = ""] = amount.split(".");
    const units = BigInt(whole + rest.slice(0, PLACES).padEnd(PLACES, "0"));
    sums.set(currency, (sums.get(currency) ?? 0n) + units);
  }
  return [...sums].map(([currency, units]) => {
    const digits = String(units).padStart(PLACES + 1, "0");
    const rest = digits.slice(-PLACES).replace(/0+$/, "");
    return { amount: digits.slice(0, -PLACES) + (rest && `.${rest}`), currency };
  });
}
