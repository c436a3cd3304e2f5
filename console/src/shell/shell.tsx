/** @module What stands around every page: the menu, the bar with search, environment and who is in. */
import { Menu, useMantineColorScheme } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { askConsole } from "../kit/api.js";
import { Icon } from "../kit/icons.js";
import { useLanguage, useWords } from "../kit/language.js";
import { useSession } from "../kit/session.js";
import { Nav } from "./nav.js";
import { Search } from "./search.js";

const words = {
  ko: {
    skip: "본문으로",
    menu: "메뉴 열기",
    production: "운영",
    development: "개발",
    me: "내 메뉴",
    account: "내 계정과 패스키",
    language: "English",
    light: "밝게",
    dark: "어둡게",
    auto: "기기 설정대로",
    out: "로그아웃",
    roles: { viewer: "보기", operator: "운영", admin: "관리자" },
  },
  en: {
    skip: "To the page",
    menu: "Open the menu",
    production: "Production",
    development: "Development",
    me: "My menu",
    account: "My account and passkeys",
    language: "한국어",
    light: "Light",
    dark: "Dark",
    auto: "As the device says",
    out: "Sign out",
    roles: { viewer: "Viewer", operator: "Operator", admin: "Admin" },
  },
};

export function Shell({ children }: { children: ReactNode }) {
  const t = useWords(words);
  const { language, setLanguage } = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
  const { user, role, deployment } = useSession();
  const [isOpen, setOpen] = useState(false);
  const name = user.name ?? user.sid;
  const signOut = async () => {
    await askConsole("DELETE", "session", language);
    location.assign("/console/entrance");
  };
  return (
    <div className="shell">
      <a className="skip" href="#page">
        {t.skip}
      </a>
      <Nav isOpen={isOpen} onGo={() => setOpen(false)} />
      <div className="main">
        <header className="bar">
          <button
            type="button"
            className="btn ghost burger"
            aria-label={t.menu}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <Icon name="list" />
          </button>
          <p className="mono quiet host">{new URL(deployment.origin).host}</p>
          <Search />
          <span className={`env ${deployment.environment === "production" ? "prod" : "dev"}`}>
            {t[deployment.environment]}
          </span>
          <Menu position="bottom-end" width={220}>
            <Menu.Target>
              <button type="button" className="face" aria-label={`${t.me}: ${name}`}>
                {[...name][0]}
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>
                {name} · {t.roles[role]}
              </Menu.Label>
              <Menu.Item component="a" href="/account" target="_blank">
                {t.account}
              </Menu.Item>
              <Menu.Item onClick={() => setLanguage(language === "ko" ? "en" : "ko")}>{t.language}</Menu.Item>
              <Menu.Divider />
              <Menu.Item onClick={() => setColorScheme("light")}>{t.light}</Menu.Item>
              <Menu.Item onClick={() => setColorScheme("dark")}>{t.dark}</Menu.Item>
              <Menu.Item onClick={() => setColorScheme("auto")}>{t.auto}</Menu.Item>
              <Menu.Divider />
              <Menu.Item leftSection={<Icon name="out" />} onClick={() => void signOut()}>
                {t.out}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </header>
        <main className="body" id="page" tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  );
}
