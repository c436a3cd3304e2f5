/** @module Carriers by whatever vendors call them; what is none is none. */
import { expect, test } from "vitest";
import { readCarrier } from "../dist/kit/carrier.js";

test.each([
  ["SKT", "SKT"],
  ["skt", "SKT"],
  [10001, "SKT"],
  ["45005", "SKT"],
  ["KT", "KT"],
  ["KTF", "KT"],
  ["KT Olleh", "KT"],
  ["10002", "KT"],
  ["LGT", "LGU+"],
  ["LG U+", "LGU+"],
  ["LGU+", "LGU+"],
  ["LGUplus", "LGU+"],
  ["SKT_MVNO", "MVNO"],
  ["KT 알뜰폰", "MVNO"],
])("%j is %s", (name, carrier) => {
  expect(readCarrier(name)).toBe(carrier);
});

test.each(["ETC", "", null, undefined, "01012345678", "constructor", "__proto__", {}, 82, "44010"])(
  "%j is none",
  (name) => {
    expect(readCarrier(name)).toBe(undefined);
  },
);
