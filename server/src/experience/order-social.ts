/** @module In which order the buttons of social sign-in stand. Pure. */
import type { Experience } from "./experience.js";

/**
 * `connectors` come the oldest first. One that is named by its own id stands there, also where its kind is named elsewhere; what
 * is not named follows in the order of its creation.
 */
export function orderSocial<Connector extends { id: string; kind: { id: string } }>(
  connectors: readonly Connector[],
  { social: { order } }: Pick<Experience, "social">,
): Connector[] {
  const placeOf = ({ id, kind }: Connector) => {
    const place = order.includes(id) ? order.indexOf(id) : order.indexOf(kind.id);
    return place < 0 ? order.length : place;
  };
  return connectors.toSorted((one, other) => placeOf(one) - placeOf(other));
}
