/** @module Failures of organizations, their members and their roles. */
import type { ErrorEntries } from "./entry.js";

export const organizationErrors = {
  "organization.not_found": {
    status: 404,
    en: "There is no such organization.",
    ko: "해당 조직이 없습니다.",
  },
  "organization.version_required": {
    status: 428,
    en: 'Say which version you change: send the `ETag` of your last `GET` as `If-Match`, such as `"3"`.',
    ko: '어느 버전을 바꾸는지 알려 주세요. 마지막 `GET`의 `ETag` 값을 `If-Match`로 보내 주세요(예: `"3"`).',
  },
  "organization.version_changed": {
    status: 412,
    en: "The organization was changed meanwhile. Fetch it again, then repeat your change.",
    ko: "그 사이 조직이 바뀌었습니다. 다시 불러온 뒤 변경해 주세요.",
  },
  "organization.slug_taken": {
    status: 409,
    en: "Another organization has this `slug`. Choose another one.",
    ko: "다른 조직이 쓰는 `slug`입니다. 다른 값을 골라 주세요.",
  },
  "organization.member_not_found": {
    status: 404,
    en: "The organization has no such member.",
    ko: "이 조직에 해당 구성원이 없습니다.",
  },
  "organization.unknown_role": {
    status: 400,
    en: "`{parameter}`: one of them is no role here. `GET /api/organization-roles` lists all; define it there first.",
    ko: "`{parameter}`: 없는 역할이 들어 있습니다. `GET /api/organization-roles`에서 확인하고 먼저 만들어 주세요.",
  },
  "organization.role_not_found": {
    status: 404,
    en: "There is no such role, or nothing was said of it.",
    ko: "해당 역할이 없거나 정해 둔 설명이 없습니다.",
  },
  "organization.role_used": {
    status: 409,
    en: "Members or open invitations have this role. Take it from them first.",
    ko: "이 역할을 가진 구성원이나 열려 있는 초대가 있습니다. 먼저 다른 역할로 바꿔 주세요.",
  },
  "organization.too_many_roles": {
    status: 409,
    en: "There are {expected} roles already. Delete one first.",
    ko: "역할이 이미 {expected}개입니다. 먼저 하나를 삭제해 주세요.",
  },
  "organization.last_owner": {
    status: 409,
    en: "You are its last owner. Ask an administrator to make somebody else an owner first.",
    ko: "마지막 소유자라서 나갈 수 없습니다. 관리자에게 다른 소유자를 정해 달라고 해 주세요.",
  },
} as const satisfies ErrorEntries;
