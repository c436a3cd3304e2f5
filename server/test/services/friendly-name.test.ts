/** @module Which names a service may have. */
import { expect, test } from "vitest";
import { problemWithFriendlyName } from "../../dist/services/friendly-name.js";

test.each([
  ["문지기", undefined],
  ["우리동네마켓 2호점", undefined],
  ["Müller & Söhne", undefined],
  ["24/7 Shop 24", "digits"],
  ["①②③④⑤", "digits"],
  ["a".repeat(30), undefined],
  ["a".repeat(31), "30 characters"],
  ["http://x", "URL"],
  ["www.x", "URL"],
  ["bank.example", "URL"],
  ["은행.한국", "URL"],
  ["bank．com", "URL"],
  ["a\r\nb", "line breaks"],
  ["a\u2028b", "line breaks"],
  ["a\u202eb", "invisible"],
  ["\ud800", "invisible"],
  ["  ", "empty"],
])("the name %j", (name, problem) => {
  if (problem === undefined) expect(problemWithFriendlyName(name)).toBeUndefined();
  else expect(problemWithFriendlyName(name)).toContain(problem);
});
