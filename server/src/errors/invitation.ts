/** @module Failures of invitations to organizations. */
import type { ErrorEntries } from "./entry.js";

export const invitationErrors = {
  "invitation.not_found": {
    status: 404,
    en: "The organization has no such invitation.",
    ko: "이 조직에 해당 초대가 없습니다.",
  },
  "invitation.exists": {
    status: 409,
    en: "This number or address has an open invitation to the organization. Send it again, or revoke it first.",
    ko: "이 번호나 주소로 보낸 초대가 아직 열려 있습니다. 다시 보내거나 먼저 취소해 주세요.",
  },
  "invitation.over": {
    status: 409,
    en: "The invitation is {expected}. Make another one.",
    ko: "이미 끝난 초대입니다({expected}). 새로 초대해 주세요.",
  },
  "invitation.too_soon": {
    status: 429,
    en: "It was sent a moment ago. Wait {retryAfterSeconds} s.",
    ko: "방금 보냈습니다. {retryAfterSeconds}초 뒤에 다시 보내 주세요.",
  },
  "invitation.too_many_sends": {
    status: 409,
    en: "It was sent {expected} times. Check the number or address, or revoke it and make another one.",
    ko: "이미 {expected}번 보냈습니다. 번호나 주소를 확인하거나, 취소하고 새로 초대해 주세요.",
  },
  "invitation.too_often": {
    status: 429,
    en: "This number or address was invited {expected} times within a day. Invite it again later.",
    ko: "이 번호나 주소로 하루에 {expected}번까지 초대할 수 있습니다. 나중에 다시 초대해 주세요.",
  },
  "invitation.no_connector": {
    status: 409,
    en: "No connector of this channel is active, so the invitation cannot be sent. Activate one first.",
    ko: "이 채널로 보낼 커넥터가 켜져 있지 않아 초대를 보낼 수 없습니다. 먼저 커넥터를 켜 주세요.",
  },
  "invitation.not_carried": {
    status: 409,
    en: "The active connector sends codes only and cannot carry a link. Activate another one.",
    ko: "켜져 있는 커넥터는 인증번호만 보낼 수 있어 링크를 보내지 못합니다. 다른 커넥터를 켜 주세요.",
  },
  "invitation.too_long": {
    status: 409,
    en: "Its text is longer than the {expected} bytes that the active connector sends. Allow long messages there, or shorten MUNJIGI_URL.",
    ko: "문구가 커넥터가 보낼 수 있는 {expected}바이트보다 깁니다. 커넥터에서 장문을 허용하거나 MUNJIGI_URL을 줄여 주세요.",
  },
} as const satisfies ErrorEntries;
