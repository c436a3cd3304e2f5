/** @module What is wider than a phone is scrolled within itself; with the keyboard too, where nothing in it takes the focus. */
import type { ReactNode } from "react";

export function Scroll({
  label,
  className = "",
  hasFocus = false,
  children,
}: {
  /** What is in it. */
  label: string;
  className?: string;
  /** Something in it is reached with Tab. */
  hasFocus?: boolean;
  children: ReactNode;
}) {
  if (hasFocus) return <div className={`scroll ${className}`}>{children}</div>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled with the arrow keys
    <section className={`scroll ${className}`} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
