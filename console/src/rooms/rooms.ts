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
    name: { ko: "사람", en: "People" },
    rooms: [
      {
        path: "/users",
        icon: "person",
        name: { ko: "사용자", en: "Users" },
        Page: lazy(() => import("./users/users.js")),
      },
    ],
  },
];
