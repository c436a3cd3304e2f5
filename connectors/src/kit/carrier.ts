/**
 * @module The carrier that a delivery report names, by one name. Numbers are ported, so their digits do not tell; only vendors who hear it of
 * the carriers do. Korea's: elsewhere a name would mean something else in each country.
 */
export const carriers = ["SKT", "KT", "LGU+", "MVNO"] as const;
export type Carrier = (typeof carriers)[number];

/**
 * In capitals, without blanks and signs. Older names are the same networks: KTF became KT in 2009, LG Telecom LG U+ in 2010. A number of 450 is the
 * network's code (ITU-T E.212), 10001 to 10003 are NHN Cloud's.
 */
const names: Readonly<Record<string, Carrier>> = {
  ...{ SKT: "SKT", SKTELECOM: "SKT", 10001: "SKT", 45005: "SKT" },
  ...{ KT: "KT", KTF: "KT", KTOLLEH: "KT", OLLEH: "KT", 10002: "KT", 45002: "KT", 45004: "KT", 45008: "KT" },
  ...{ LGT: "LGU+", LGTELECOM: "LGU+", LGU: "LGU+", LGUPLUS: "LGU+", UPLUS: "LGU+", 10003: "LGU+", 45006: "LGU+" },
  ...{ SKM: "MVNO", KTM: "MVNO", LGM: "MVNO", 45011: "MVNO" },
};

/** `undefined`: it names none that we know, or none at all. */
export function readCarrier(name: unknown): Carrier | undefined {
  if (typeof name !== "string" && typeof name !== "number") return undefined;
  const plain = String(name)
    .toUpperCase()
    .replace(/[^A-Z0-9\uac00-\ud7a3]/g, "");
  if (plain.includes("MVNO") || plain.includes("알뜰")) return "MVNO";
  return Object.hasOwn(names, plain) ? names[plain] : undefined;
}
