/** @module The tile of a vendor: its first letter, or a provider's symbol in its colours, as the sign-in pages draw it. */
import { Icon } from "../../kit/icons.js";
import type { Factory } from "./schema.js";
import "./brand.css";

const SHAPES = {
  kakao:
    "M12 3.4c-5.4 0-9.7 3.4-9.7 7.6 0 2.7 1.8 5.1 4.6 6.4l-.9 3.5c-.1.4.3.7.6.5l4.2-2.8c.4 0 .8.1 1.2.1 5.4 0 9.7-3.4 9.7-7.7S17.4 3.4 12 3.4Z",
  naver: "M4.500 4h5.200l4.700 6.800V4h5.100v16h-5.200l-4.700-6.800V20H4.500Z",
  apple:
    "M12.200 7.500c1-.1 2.300-1 4-.9 1.400.1 2.600.7 3.400 1.800-2.900 1.800-2.400 5.800.6 7-.7 1.900-2.300 5-4.300 5-1.300 0-1.700-.8-3.300-.8s-2.100.8-3.400.8c-2.300 0-5.200-4.700-5.200-8.400 0-3.400 2.200-5.300 4.500-5.300 1.500 0 2.700.8 3.700.8ZM12.300 6.300C12.100 4 13.900 1.900 16 1.700c.3 2.300-1.600 4.500-3.700 4.600Z",
} as const;

const ARCS = [
  ["#ea4335", "M4.760 8.150A8.200 8.200 0 0 1 18 6.410"],
  ["#fbbc05", "M4.900 16.100a8.200 8.200 0 0 1-.14-7.950"],
  ["#34a853", "M17.270 18.280A8.200 8.200 0 0 1 4.900 16.100"],
  ["#4285f4", "M12 12h8.200a8.200 8.200 0 0 1-2.930 6.280"],
] as const;

export function VendorTile({ kind }: { kind: Pick<Factory, "type" | "brand" | "name"> }) {
  const { brand } = kind;
  if (brand && brand !== "other")
    return (
      <span className={`tile brand ${brand}`} aria-hidden="true">
        <svg viewBox="0 0 24 24" width={20} height={20} fill="none" aria-hidden="true">
          {brand === "google" ? (
            ARCS.map(([colour, path]) => <path key={colour} d={path} stroke={colour} strokeWidth={3.7} />)
          ) : (
            <path d={SHAPES[brand]} fill="currentColor" />
          )}
        </svg>
      </span>
    );
  return (
    <span className="tile" aria-hidden="true">
      {kind.type === "Email" ? <Icon name="mail" /> : [...kind.name.en][0]}
    </span>
  );
}
