/** @module Aligo's SMS API as a fake: https://smartsms.aligo.in/smsapi.html */
import { type FakeAnswer, type FakeVendor, isNumber, startFakeVendor, UNKNOWN_NUMBER } from "../fake-vendor.js";
import { bytesOf, isEucKr } from "./korean-text.js";

export const aligoAccount = { key: "aligokey0123456789abcdefghijklmn", userId: "munjigi", sender: "0212345678" };

const KNOWN: Record<string, string[]> = {
  "/send/": ["sender", "receiver", "msg", "msg_type", "title", "testmode_yn"],
  "/sms_list/": ["mid", "page", "page_size"],
  "/remain/": [],
};

/** The HTTP status is 200, whatever happened. `result_code` of a success is a text, of a failure a number. */
const refuse = (result_code: number, message: string): FakeAnswer => ({ body: { result_code, message } });
const buildAnswer = (more: object): FakeAnswer => ({ body: { result_code: "1", message: "success", ...more } });

/** `allowsAddress: false`: the address a request comes from is not registered. */
export async function fakeAligo(account = aligoAccount, { allowsAddress = true } = {}): Promise<FakeVendor> {
  let sent = 0;
  return await startFakeVendor((request, vendor) => {
    const { method, target, headers, form } = request;
    const known = KNOWN[target];
    if (method !== "POST" || !known) return { status: 404, body: "Not Found" };
    if (!headers["content-type"]?.startsWith("application/x-www-form-urlencoded"))
      return refuse(-101, "인증오류입니다.");
    if (!allowsAddress) return refuse(-101, "인증오류입니다.-IP");
    const { key, user_id, ...given } = Object.fromEntries(form);
    if (key !== account.key || user_id !== account.userId) return refuse(-101, "인증오류입니다.");
    const strange = Object.keys(given).find((name) => !known.includes(name));
    if (strange) return refuse(-100, `알 수 없는 항목입니다. ${strange}`);
    if (target === "/remain/")
      return buildAnswer({ SMS_CNT: vendor.credit, LMS_CNT: Math.floor(vendor.credit / 3), MMS_CNT: 0 });
    if (target === "/sms_list/") return buildAnswer({ list: list(vendor, given.mid), next_yn: "N" });

    const { sender, receiver = "", msg = "", msg_type = bytesOf(msg) > 90 ? "LMS" : "SMS" } = given;
    if (sender !== account.sender) return refuse(-102, "등록/인증되지 않은 발신번호입니다.");
    if (!/^01\d{8,9}$/.test(receiver)) return refuse(-103, `수신번호가 올바르지 않습니다. ${receiver}`);
    if (!["SMS", "LMS"].includes(msg_type)) return refuse(-104, "메시지 타입 오류");
    if (!msg || bytesOf(msg) > (msg_type === "SMS" ? 90 : 2000)) return refuse(-105, "메시지 길이 오류");
    if (vendor.isFull()) return { status: 429, body: "Too Many Requests" };
    if (vendor.credit <= 0) return refuse(-201, "보유건수 부족");
    sent += 1;
    const id = String(123456000 + sent);
    // What EUC-KR lacks becomes a question mark, as with the real one.
    const text = [...msg].map((character) => (isEucKr(character) ? character : "?")).join("");
    const number = `+82${receiver.slice(1)}`;
    if (given.testmode_yn !== "Y") vendor.accepted.push({ id, to: number, text, account: user_id, values: msg_type });
    return buildAnswer({ msg_id: Number(id), success_cnt: 1, error_cnt: 0, msg_type });
  });
}

function list({ accepted }: FakeVendor, mid: string | undefined) {
  return accepted
    .filter(({ id }) => id === mid)
    .map(({ id, to, values }) => ({
      mdid: `${id}1`,
      type: values,
      receiver: `0${to.slice(3)}`,
      sms_state: isNumber(to, UNKNOWN_NUMBER) ? "발송실패(결번)" : "발송완료",
    }));
}
