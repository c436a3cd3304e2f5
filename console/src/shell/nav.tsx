/** @module The menu at the left: the rooms in their groups. */
import { Link, useLocation } from "wouter";
import { Icon } from "../kit/icons.js";
import { useLanguage, useWords } from "../kit/language.js";
import { useSession } from "../kit/session.js";
import { groups } from "../rooms/rooms.js";

const words = { ko: { menu: "주 메뉴", product: "문지기" }, en: { menu: "Main menu", product: "Munjigi" } };

export function Nav({ isOpen, onGo }: { isOpen: boolean; onGo: () => void }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const { deployment } = useSession();
  const [location] = useLocation();
  return (
    <nav className={`nav ${isOpen ? "open" : ""}`} aria-label={t.menu}>
      <Link className="house" href="/" onClick={onGo}>
        <span className="mun" aria-hidden="true">
          문
        </span>
        <span>
          {t.product}
          <small>{deployment.brand}</small>
        </span>
      </Link>
      {groups.map(({ name, rooms }) => (
        <div key={name?.en ?? "top"}>
          {name && <p className="group">{name[language]}</p>}
          {rooms.map((room) => (
            <Link
              key={room.path}
              href={room.path}
              onClick={onGo}
              aria-current={location === room.path || location.startsWith(`${room.path}/`) ? "page" : undefined}
            >
              <Icon name={room.icon} />
              {room.name[language]}
            </Link>
          ))}
        </div>
      ))}
      <p className="foot">{deployment.version}</p>
    </nav>
  );
}
