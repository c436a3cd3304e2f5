/** @module The words of notices: what they tell, within what a text holds, whatever callers and browsers put into them. */
import { eucKrBytes, notInEucKr } from "@munjigi/connectors/kit/euc-kr";
import { isGsm7 } from "@munjigi/connectors/kit/measure-text";
import { describe, expect, test } from "vitest";
import { composeNotice, composeNoticeSubject } from "../../dist/delivery/compose-notice.js";
import { cleanBrand, cleanValues, type NoticeKind, noticeKind, noticeKinds } from "../../dist/delivery/notice.js";

const SMS = { channel: "sms", country: "KR" };
const ABROAD = { channel: "sms", country: "DE" };
const MAIL = { channel: "email", country: "ZZ" };

const given = {
  ending: "+821012345634",
  address: "kim@example.com",
  identifier: "social",
  device: "Samsung Internet, Android",
  time: "2026-11-29T06:04:05.678Z",
};
const noticeOf = (kind: NoticeKind, locale: string, brand = "문지기", more: Record<string, unknown> = {}) => ({
  ...{ kind, locale, brand: cleanBrand(brand) },
  values: cleanValues(kind, { ...given, ...more }),
});

/** All but the one that is a link, and the one whose words its room writes. */
const unlinked = noticeKinds.filter((kind) => !noticeKind[kind].hasLink && !noticeKind[kind].isWritten);

describe.each(unlinked)("%s", (kind) => {
  test.each(["ko", "en"])(
    "fits into a Korean text in %s, tells the brand and what to do, and has no link",
    (locale) => {
      for (const brand of [
        "문지기",
        "",
        "A",
        "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허",
        "똠방각하 💥 Çava",
      ]) {
        const text = composeNotice(noticeOf(kind, locale, brand), SMS);
        expect(eucKrBytes(text), text).toBeLessThanOrEqual(80);
        expect(notInEucKr(text), text).toEqual([]);
        expect(text).toMatch(
          locale === "ko" ? / 본인이 아니면 고객센터로 알려 주세요\.$/ : / Not you\? Contact support\.$/,
        );
        expect(text).not.toMatch(/https?:|www|\w\.\w|@|\n|undefined/);
        expect(text).not.toMatch(/\d{5}/);
        if (brand === "문지기") expect(text).toMatch(locale === "ko" ? /^\[문지기\] / : /^(\[문지기\]|문지기:) /);
      }
    },
  );

  test("abroad it is one text", () => {
    const text = composeNotice(noticeOf(kind, "en", "Acme"), ABROAD);
    expect([text.length <= 160, isGsm7(text)], text).toEqual([true, true]);
    expect(text).toMatch(/^\[Acme\] /);
  });

  test.each(["ko", "en"])("by e-mail it has a subject and two sentences or three in %s", (locale) => {
    for (const more of [{}, Object.fromEntries(Object.keys(given).map((name) => [name, undefined]))]) {
      const notice = noticeOf(kind, locale, "문지기", more);
      const body = composeNotice(notice, MAIL);
      expect(body).toMatch(locale === "ko" ? /고객센터로 알려 주세요\.\n$/ : /contact support right away\.\n$/);
      expect(body).toMatch(/문지기[\s\S]*\.\n\n/);
      expect(body).not.toMatch(/undefined|kim|[a-z] {2}|\(\)|\d{5}/);
      expect(composeNoticeSubject(notice)).toMatch(/^\[문지기\] \S[^\n]+$/);
      expect(composeNoticeSubject({ ...notice, brand: "" })).not.toMatch(/^\[/);
    }
  });
});

test("word for word", () => {
  expect(unlinked.flatMap((kind) => ["ko", "en"].map((locale) => composeNotice(noticeOf(kind, locale), SMS)))).toEqual([
    "[문지기] 번호가 바뀌었습니다(**34). 본인이 아니면 고객센터로 알려 주세요.",
    "[문지기] Your phone number was changed (ends in 34). Not you? Contact support.",
    "[문지기] 전화번호가 추가됐습니다(**34). 본인이 아니면 고객센터로 알려 주세요.",
    "[문지기] A phone number was added (ends in 34). Not you? Contact support.",
    "[문지기] 이메일이 변경됐습니다. 본인이 아니면 고객센터로 알려 주세요.",
    "[문지기] Your e-mail address was changed. Not you? Contact support.",
    "[문지기] 이메일이 추가됐습니다. 본인이 아니면 고객센터로 알려 주세요.",
    "[문지기] An e-mail address was added. Not you? Contact support.",
    "[문지기] 소셜 로그인이 연결됐습니다. 본인이 아니면 고객센터로 알려 주세요.",
    "[문지기] A social sign-in was connected. Not you? Contact support.",
    "[문지기] 패스키가 추가됐습니다. 본인이 아니면 고객센터로 알려 주세요.",
    "[문지기] A passkey was added. Not you? Contact support.",
    "[문지기] 인증 앱이 추가됐습니다. 본인이 아니면 고객센터로 알려 주세요.",
    "[문지기] An authenticator app was added. Not you? Contact support.",
    "[문지기] 복구 코드를 새로 만들었습니다. 본인이 아니면 고객센터로 알려 주세요.",
    "[문지기] New recovery codes were made. Not you? Contact support.",
    "[문지기] 복구 코드를 사용했습니다. 본인이 아니면 고객센터로 알려 주세요.",
    "[문지기] A recovery code was used. Not you? Contact support.",
    "[문지기] 소셜 로그인이 삭제됐습니다. 본인이 아니면 고객센터로 알려 주세요.",
    "[문지기] A social sign-in was removed. Not you? Contact support.",
    "[문지기] 비밀번호가 변경됐습니다. 본인이 아니면 고객센터로 알려 주세요.",
    "[문지기] Your password was changed. Not you? Contact support.",
    "[문지기] 새 기기에서 로그인했습니다. 본인이 아니면 고객센터로 알려 주세요.",
    "[문지기] New sign-in (Samsung Internet, Android). Not you? Contact support.",
    "[문지기] 계정이 삭제됐습니다. 본인이 아니면 고객센터로 알려 주세요.",
    "[문지기] Your account was deleted. Not you? Contact support.",
  ]);
  expect(composeNotice(noticeOf("new_device", "ko", "문", { device: "iPhone", time: undefined }), SMS)).toBe(
    "[문] 새 기기 로그인(iPhone). 본인이 아니면 고객센터로 알려 주세요.",
  );
  expect(composeNotice(noticeOf("new_device", "ko"), MAIL)).toBe(
    "문지기 계정에 새 기기에서 로그인했습니다(Samsung Internet, Android, 2026-11-29 15:04).\n\n본인이 하신 일이면 아무것도 하지 않으셔도 됩니다. 본인이 아니면 바로 고객센터로 알려 주세요.\n",
  );
  expect(composeNotice(noticeOf("email_changed", "en", "Acme"), MAIL)).toBe(
    "The e-mail address of your Acme account was changed (k•••@e•••.com).\n\nIf this was you, there is nothing to do. If it was not, contact support right away.\n",
  );
});

describe("an invitation", () => {
  const link = "https://auth.example.com/invitations/krUUYs4KC1M7MSQ4eHtUmw";
  const invitation = (organization: unknown, brand = "우리동네마켓", locale = "ko", url: string = link) =>
    composeNotice(noticeOf("organization_invitation", locale, brand, { organization, link: url }), SMS);

  test("word for word, and the link at the end", () => {
    expect(invitation("한빛상사")).toBe(`한빛상사 초대: ${link}`);
    expect(invitation("한빛")).toBe(`한빛 초대: ${link}`);
    expect(invitation("한빛상사와 친구들")).toBe(`초대장: ${link}`);
    expect(invitation("한빛", "문")).toBe(`[문] 한빛 초대: ${link}`);
    expect(invitation("Hanbit", "Acme", "en")).toBe(`Hanbit invites you: ${link}`);
    expect(invitation("Hanbit Trading", "Acme", "en")).toBe(`Your invitation: ${link}`);
    expect(invitation("가".repeat(60), "문")).toBe(`[문] 초대장: ${link}`);
    expect(invitation("가".repeat(60), "가".repeat(60))).toBe(`초대장: ${link}`);
    expect(invitation(undefined, "", "en")).toBe(`Your invitation: ${link}`);
    expect(composeNotice(noticeOf("organization_invitation", "en", "", { organization: "Hanbit", link }), ABROAD)).toBe(
      `Hanbit invites you: ${link}`,
    );
  });

  test("is a short message where there is room for one, and always has the whole link", () => {
    for (const brand of ["", "문지기", "똠방각하 💥 Çava", "가".repeat(64)])
      for (const organization of ["한", "한빛상사", "똠방각하 💥", "가".repeat(64), undefined])
        for (const locale of ["ko", "en"]) {
          const text = invitation(organization, brand, locale);
          expect(eucKrBytes(text), text).toBeLessThanOrEqual(80);
          expect(notInEucKr(text), text).toEqual([]);
          expect(text.endsWith(` ${link}`), text).toBe(true);
        }
    const long = `https://${"a".repeat(60)}.example.com/invitations/krUUYs4KC1M7MSQ4eHtUmw`;
    expect(invitation("한빛상사", "문지기", "ko", long)).toBe(`초대장: ${long}`);
  });

  test("whoever invites is no link, number or address in it", () => {
    for (const name of ["https://evil.example/x", "www.evil.example", "a@evil.example", "010-1234-5678"])
      expect(invitation(name).replace(link, ""), name).not.toMatch(/\w\.\w|\/|@|\d{4}/);
    expect(cleanValues("organization_invitation", { organization: "a", link: "javascript:alert(1)" })).toEqual({
      organization: "a",
    });
  });

  test("by mail", () => {
    const notice = noticeOf("organization_invitation", "ko", "문지기", { organization: "한빛상사", link });
    expect(composeNotice(notice, MAIL)).toBe(
      `한빛상사에서 함께하자고 초대했습니다. 아래 주소에서 받거나 거절할 수 있습니다.\n\n${link}\n\n모르는 곳에서 온 초대라면 아무것도 하지 않으셔도 됩니다.\n`,
    );
    expect(composeNoticeSubject(notice)).toBe("[문지기] 초대장이 도착했습니다");
  });
});

describe("what a caller gives", () => {
  const device = (text: unknown) => cleanValues("new_device", { device: text }).device;

  test("no whole number or address is kept", () => {
    expect(
      cleanValues("phone_changed", { ending: "+82 10-1234-5678", device: "x", address: "kim@example.com" }),
    ).toEqual({
      ending: "78",
    });
    expect(cleanValues("phone_changed", { ending: "••34" })).toEqual({ ending: "34" });
    expect(cleanValues("email_added", { address: "kim@example.com" })).toEqual({ address: "k•••@e•••.com" });
    expect(cleanValues("email_added", { address: "k•••@e•••.com" })).toEqual({ address: "k•••@e•••.com" });
    expect(device("Phone of 010-1234-5678")).toBe("Phone of");
    expect(device("Phone of kim@example.com")).toBe("Phone of");
  });

  test("a device's name is no link and nothing invisible, and not long", () => {
    expect(device("https://evil.com/x")).toBe("https evil com x");
    expect(device("Chrome 120.0, Windows")).toBe("Chrome 120.0, Windows");
    expect(device(" a\u0000")).toBe(undefined);
    expect(device("a\r\nb\u200b\u202e c")).toBe("a b c");
    expect(device("\ud800")).toBe(undefined);
    expect(device("가".repeat(500))).toHaveLength(40);
    expect(device("  ")).toBe(undefined);
  });

  test("what is missing, no text, or not of this kind is left out", () => {
    for (const value of [undefined, null, 12, {}, [], "", "x"])
      expect(cleanValues("phone_added", { ending: value }), String(value)).toEqual({});
    expect(cleanValues("identifier_removed", { identifier: "constructor" })).toEqual({});
    expect(cleanValues("new_device", { time: "yesterday" })).toEqual({});
    expect(cleanValues("email_changed", { address: "nobody" })).toEqual({});
    expect(cleanValues("password_changed", given)).toEqual({});
    expect(cleanBrand(" A\n\u202eB ")).toBe("A B");
  });
});
