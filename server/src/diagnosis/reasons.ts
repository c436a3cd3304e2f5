/** @module What each reason means to whoever runs the service, and what to do about it: Korean and English side by side. */
import type { Bilingual } from "@munjigi/connectors/contract";

export interface Reason {
  sentence: Bilingual;
  remedy: Bilingual;
}

const reason = (ko: string, en: string, koRemedy: string, enRemedy: string): Reason => ({
  sentence: { ko, en },
  remedy: { ko: koRemedy, en: enRemedy },
});

const FIGURES = ["한도를 올리거나 기다려 주세요.", "Raise the limit, or wait."] as const;

/** By code of the catalogue of errors. */
export const refusalReasons: Readonly<Record<string, Reason>> = {
  "verification.too_early": reason(
    "다시 보내기까지 기다려야 하는 시간이었습니다.",
    "The code was asked for again before the wait between two texts was over.",
    "기다리면 풀립니다. 서비스의 resendWaits로 바꿀 수 있습니다.",
    "It ends by itself. The service's resendWaits says how long it is.",
  ),
  "verification.too_many_sends": reason(
    "이 인증의 발송 횟수를 모두 썼습니다.",
    "The code was sent as often as one verification allows.",
    "진행 중인 인증이 끝나거나 취소되면 다시 보낼 수 있습니다.",
    "It ends with the live verification, or when that is cancelled.",
  ),
  "verification.too_many_checks": reason(
    "여러 번 틀려 잠겼습니다.",
    "Wrong codes have locked it.",
    "기다리면 풀립니다. 틀린 인증번호가 이어질수록 오래 기다립니다.",
    "It ends by itself; the more wrong codes in a row, the later.",
  ),
  "verification.recipient_blocked": reason(
    "운영자가 막은 번호입니다.",
    "It is on the block list.",
    "차단 목록에서 지우거나, 이 번호만 안전 목록에 넣어 주세요.",
    "Take it off the block list, or put this one number on the safe list.",
  ),
  "verification.country_blocked": reason(
    "이 나라의 번호로는 보내지 않는 서비스입니다.",
    "The service does not send to numbers of this country.",
    "서비스의 허용 국가에 넣거나, 이 번호만 안전 목록에 넣어 주세요.",
    "Add the country to the service's, or put this one number on the safe list.",
  ),
  "verification.landline": reason(
    "유선 전화 번호입니다.",
    "It is a landline, which gets no texts.",
    "휴대전화 번호가 필요합니다.",
    "A mobile number is needed.",
  ),
  "verification.number_blocked": reason(
    "문자를 받을 수 없거나 요금이 비싼 종류의 번호입니다.",
    "Numbers of this kind get no texts, or cost a lot.",
    "휴대전화 번호가 필요합니다.",
    "A mobile number is needed.",
  ),
  "verification.channel_disabled": reason(
    "이 채널로 보낼 커넥터가 켜져 있지 않았습니다.",
    "No connector was active for this channel.",
    "커넥터를 켜 주세요.",
    "Activate a connector.",
  ),
  "verification.channel_unusable": reason(
    "켜 둔 커넥터의 설정을 읽을 수 없었습니다.",
    "The settings of the active connector could not be used.",
    "munjigi doctor로 까닭을 보고, 설정을 다시 저장하거나 MUNJIGI_SECRET_KEY를 되돌려 주세요.",
    "munjigi doctor says why: save the settings anew, or bring back the key in MUNJIGI_SECRET_KEY.",
  ),
  "verification.payment_missing": reason(
    "결제를 확인하는 서비스(PSD2)라서 금액과 받는 사람이 있어야 합니다.",
    "The service confirms payments (PSD2), and no amount and payee were given.",
    "요청에 Amount와 Payee를 넣거나 서비스의 psd2Enabled를 꺼 주세요.",
    "Give Amount and Payee, or switch the service's psd2Enabled off.",
  ),
  "limits.challenge_required": reason(
    "작업 증명을 먼저 풀어야 했습니다.",
    "A proof of work was asked for first.",
    "화면이 저절로 풉니다. 앱에서 직접 부르면 altcha를 함께 보내 주세요.",
    "Pages do it by themselves; a program of yours sends altcha along.",
  ),
  "server.unavailable": reason(
    "서버가 바빠 받지 못했습니다.",
    "The server was too busy to take it.",
    "잠시 뒤 다시 됩니다. 잦으면 로그와 데이터베이스를 살펴 주세요.",
    "Try again in a moment; if it happens often, look at the log and the database.",
  ),
};

/** By the name of the rule, without what follows the first figure of it (`address-48`). */
export const ruleReasons: Readonly<Record<string, Reason>> = {
  number: reason("이 번호로 너무 자주 보냈습니다.", "Too many codes were asked for to this number.", ...FIGURES),
  "number-everywhere": reason(
    "모든 서비스를 합해 이 번호로 너무 자주 보냈습니다.",
    "Too many codes were asked for to this number, all services together.",
    ...FIGURES,
  ),
  "number-devices": reason(
    "이 번호의 주인이 아는 브라우저들에서 너무 자주 보냈습니다.",
    "Too many codes were asked for by browsers that the number's owner is known in.",
    "기다리면 풀립니다.",
    "It ends by itself.",
  ),
  address: reason(
    "요청한 네트워크에서 너무 많이 보냈습니다.",
    "Too many codes were asked for from the same network.",
    "한도를 올려 주세요. 프록시 뒤라면 MUNJIGI_TRUSTED_PROXIES가 맞는지 살펴 주세요.",
    "Raise the limit. Behind a proxy, see whether MUNJIGI_TRUSTED_PROXIES is right.",
  ),
  "numbers-per-address": reason(
    "한 네트워크에서 여러 번호로 보냈습니다.",
    "Codes were asked for to many numbers from the same network.",
    ...FIGURES,
  ),
  prefix: reason(
    "이웃한 번호들로 한꺼번에 요청이 와서 이 번호대가 막혔습니다.",
    "Many numbers next to this one were asked for, so their prefix is held up.",
    "오해라면 경보를 풀거나 이 번호를 안전 목록에 넣어 주세요.",
    "If it is wrong, lift the alarm, or put this number on the safe list.",
  ),
  country: reason(
    "이 나라로 가는 문자가 너무 많거나 쓰이지 않아 막혔습니다.",
    "Too many texts went to this country, or too few were used, so it is held up.",
    "오해라면 경보를 풀거나 이 번호를 안전 목록에 넣어 주세요.",
    "If it is wrong, lift the alarm, or put this number on the safe list.",
  ),
  service: reason(
    "서비스 전체의 한도나 경보에 걸렸습니다.",
    "The limit or the alarm of the whole service held it up.",
    "한도를 올리거나 경보를 풀어 주세요.",
    "Raise the limit, or lift the alarm.",
  ),
  budget: reason(
    "공개 키의 하루 예산을 모두 썼습니다.",
    "The publishable key has used up its budget of the day.",
    "키의 dailyBudget을 올려 주세요.",
    "Raise the key's dailyBudget.",
  ),
};

/** Of a limit that has no words of its own: Twilio's programmable ones, of which a caller chose the name. */
export const otherRule: Reason = reason(
  "서비스의 rate limit에 걸렸습니다.",
  "A rate limit of the service refused it.",
  "그 rate limit의 버킷을 바꾸거나 기다려 주세요.",
  "Change the buckets of that rate limit, or wait.",
);

/** Where no rule was named: many asked at once. */
export const inTurn: Reason = reason(
  "같은 번호로 여러 요청이 한꺼번에 와서 차례를 기다려야 했습니다.",
  "Several requests for the same number came at once.",
  "잠시 뒤 다시 됩니다.",
  "Try again in a moment.",
);

/** By the class of a message's failure that is ours, not the vendor's. */
export const messageReasons: Readonly<Record<string, Reason>> = {
  not_needed: reason(
    "보내기 전에 인증이 끝나거나 취소되었습니다.",
    "The verification was over or cancelled before the text was sent.",
    "다시 요청하면 됩니다.",
    "Ask for a new code.",
  ),
  expired: reason(
    "보내기 전에 인증번호가 만료되었습니다.",
    "The code had expired before the text could be sent.",
    "업체가 밀려 있지 않은지 앞의 시도를 살펴 주세요.",
    "Look at the tries before: the vendor may have been behind.",
  ),
  resting: reason(
    "실패가 이어져 커넥터가 쉬고 있습니다(차단기).",
    "The connector rests after failures in a row (its breaker is open).",
    "몇 초 뒤 다시 시도합니다. 계속되면 커넥터 시험으로 까닭을 보고, 대기 커넥터를 두세요.",
    "It is tried again in seconds. If it goes on, test the connector, and have a standby.",
  ),
  waiting: reason(
    "보내는 중이거나 업체의 결과를 기다리고 있습니다.",
    "It is on its way, or the vendor has not told what became of it.",
    "잠시 뒤 다시 봐 주세요.",
    "Look again in a moment.",
  ),
  unreported: reason(
    "업체가 받았지만 도착했는지는 알려 주지 않았습니다.",
    "The vendor took it, and has not told whether it arrived.",
    "업체 콘솔에서 기록을 찾고, 휴대전화의 스팸함과 차단 목록을 살펴 주세요.",
    "Look it up in the vendor's console, and in the phone's spam folder and block list.",
  ),
};

export const standingReasons = {
  inbox: reason(
    "개발용 수신함이 켜져 있어 문자가 실제로 나가지 않습니다.",
    "The development inbox is active: texts go there and to no phone.",
    "/dev/inbox에서 보거나 커넥터를 켜 주세요.",
    "Read them at /dev/inbox, or activate a connector.",
  ),
  testNumber: reason(
    "시험 번호입니다. 인증번호가 정해져 있고 문자는 보내지 않습니다.",
    "It is a test number: its code is fixed, and no text is sent.",
    "MUNJIGI_TEST_NUMBERS에서 빼면 문자가 나갑니다.",
    "Take it out of MUNJIGI_TEST_NUMBERS to have texts sent.",
  ),
  unreadable: reason(
    "휴대전화 번호나 이메일 주소로 읽을 수 없습니다.",
    "It cannot be read as a mobile number or an e-mail address.",
    "+와 국가 번호부터 적어 주세요.",
    "Write it with + and the country code.",
  ),
  blocked: reason(
    "경보가 울려 막혀 있습니다.",
    "An alarm is up, and nothing is sent.",
    "오해라면 경보를 풀어 주세요.",
    "If it is wrong, lift the alarm.",
  ),
  challenged: reason(
    "경보가 울려 작업 증명을 요구하고 있습니다.",
    "An alarm is up, and a proof of work is asked for.",
    "오해라면 경보를 풀어 주세요.",
    "If it is wrong, lift the alarm.",
  ),
} as const satisfies Record<string, Reason>;
