/** @module The rooms of the console, in the order of the menu: each is loaded when somebody goes there. */
import { type ComponentType, lazy } from "react";
import type { IconName } from "../kit/icons.js";

export interface Room {
  /** Its path under /console; pages within go on from there. */
  path: string;
  icon: IconName;
  name: { ko: string; en: string };
  Page: ComponentType;
}

export interface Group {
  name?: { ko: string; en: string };
  rooms: readonly Room[];
}

export const groups: readonly Group[] = [
  {
    rooms: [
      {
        ...{ path: "/start", icon: "home", name: { ko: "시작하기", en: "Start" } },
        Page: lazy(() => import("./start/start.js")),
      },
    ],
  },
  {
    name: { ko: "만들기", en: "Build" },
    rooms: [
      {
        ...{ path: "/connectors", icon: "plug", name: { ko: "연결", en: "Connectors" } },
        Page: lazy(() => import("./connectors/connectors.js")),
      },
      {
        ...{ path: "/sign-in-experience", icon: "page", name: { ko: "로그인 화면", en: "Sign-in pages" } },
        Page: lazy(() => import("./experience/experience.js")),
      },
      {
        ...{ path: "/applications", icon: "apps", name: { ko: "앱", en: "Applications" } },
        Page: lazy(() => import("./applications/applications.js")),
      },
      { path: "/keys", icon: "key", name: { ko: "키", en: "Keys" }, Page: lazy(() => import("./keys/keys.js")) },
    ],
  },
  {
    name: { ko: "살펴보기", en: "Look" },
    rooms: [
      {
        ...{ path: "/verifications", icon: "list", name: { ko: "인증 기록", en: "Verifications" } },
        Page: lazy(() => import("./verifications/verifications.js")),
      },
      {
        ...{ path: "/insight", icon: "chart", name: { ko: "통계", en: "Insight" } },
        Page: lazy(() => import("./insight/insight.js")),
      },
      {
        ...{ path: "/audit-log", icon: "log", name: { ko: "감사 기록", en: "Audit log" } },
        Page: lazy(() => import("./audit-log/audit-log.js")),
      },
    ],
  },
  {
    name: { ko: "사람", en: "People" },
    rooms: [
      {
        path: "/users",
        icon: "person",
        name: { ko: "사용자", en: "Users" },
        Page: lazy(() => import("./users/users.js")),
      },
      {
        ...{ path: "/organizations", icon: "people", name: { ko: "조직", en: "Organizations" } },
        Page: lazy(() => import("./organizations/organizations.js")),
      },
    ],
  },
  {
    name: { ko: "관리", en: "Manage" },
    rooms: [
      {
        ...{ path: "/limits", icon: "shield", name: { ko: "제한", en: "Limits" } },
        Page: lazy(() => import("./limits/limits.js")),
      },
      {
        ...{ path: "/alerts", icon: "alert", name: { ko: "알림", en: "Alerts" } },
        Page: lazy(() => import("./alerts/alerts.js")),
      },
      {
        ...{ path: "/events", icon: "bell", name: { ko: "이벤트", en: "Events" } },
        Page: lazy(() => import("./webhooks/webhooks.js")),
      },
      {
        ...{ path: "/environments", icon: "layers", name: { ko: "환경", en: "Environments" } },
        Page: lazy(() => import("./environments/environments.js")),
      },
      {
        ...{ path: "/settings", icon: "gear", name: { ko: "설정", en: "Settings" } },
        Page: lazy(() => import("./settings/settings.js")),
      },
    ],
  },
];
