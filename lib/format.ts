/**
 * A number with so many significant digits, for people: `0.25`, `1024`, `9.537e-7`. Without zeros at
 * the end; with an exponent below a thousandth and from a million on.
 */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value) || value === 0) return String(value);
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e6) return String(Number(value.toPrecision(digits)));
  return value.toExponential(digits - 1).replace(/\.?0*e\+?/, "e");
}

/** For titles: `0.25`, `1024`, and powers of ten as they are typeset, `9.3·10⁻¹³`. */
export function typesetNumber(value: number, digits = 2): string {
  const [mantissa, exponent] = formatNumber(value, digits).split("e");
  if (exponent === undefined) return mantissa;
  const raised = exponent.replace(/./g, (sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)]);
  return mantissa === "1" ? `10${raised}` : `${mantissa}·10${raised}`;
}
