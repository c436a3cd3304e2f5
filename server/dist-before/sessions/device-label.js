/** @module What a person calls the device that a session is of. */
import Bowser from "bowser";
const MAX_USER_AGENT_LENGTH = 512;
/** Apps whose own browser says who it is: people know the app, not its engine. */
const IN_APP = [
    [/KAKAOTALK/i, "KakaoTalk"],
    [/NAVER\(inapp/i, "NAVER"],
    [/Instagram/i, "Instagram"],
    [/FBAN|FBAV/, "Facebook"],
    [/\bLine\//, "LINE"],
];
/** `Chrome · Android`; empty for what no one knows. */
export function deviceLabel(userAgent) {
    const text = (userAgent ?? "").slice(0, MAX_USER_AGENT_LENGTH);
    if (text === "")
        return "";
    const { browser, os } = Bowser.parse(text);
    const name = IN_APP.find(([pattern]) => pattern.test(text))?.[1] ?? browser.name;
    return [name, os.name].filter(Boolean).join(" · ");
}
//# sourceMappingURL=device-label.js.map