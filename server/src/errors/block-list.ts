/** @module What can go wrong with the block list. */
import type { ErrorEntries } from "./entry.js";

export const blockListErrors = {
  "block_list.not_found": {
    status: 404,
    en: "There is no such entry on the block list.",
    ko: "차단 목록에 없는 항목입니다.",
  },
  "block_list.already_listed": {
    status: 409,
    en: "It is on the block list already.",
    ko: "이미 차단 목록에 있습니다.",
  },
  "block_list.full": {
    status: 409,
    en: "The block list is full. Block a shorter prefix, and remove what it covers.",
    ko: "차단 목록이 가득 찼습니다. 더 짧은 앞자리로 막고, 그 안에 드는 항목을 지워 주세요.",
  },
} as const satisfies ErrorEntries;
