/** @module Failures in words: what happened, and what to do about it. */
import type { Bilingual } from "../contract.js";
import type { FailureClass, MessageConnector } from "../message-connector.js";

interface Words {
  sentence: Bilingual;
  remedy: Bilingual;
}

const failureWords: Readonly<Record<FailureClass, Words>> = {
  auth: {
    sentence: { ko: "업체가 인증 정보를 거부했습니다.", en: "The vendor refused the credentials." },
    remedy: {
      ko: "키와 비밀 값을 다시 복사해 넣고, 업체 콘솔의 허용 IP에 이 서버가 있는지 확인해 주세요.",
      en: "Copy the key and its secret anew, and see whether the vendor's console allows this server's IP address.",
    },
  },
  balance: {
    sentence: { ko: "업체 계정의 잔액이 부족합니다.", en: "The account with the vendor has no credit left." },
    remedy: {
      ko: "업체 콘솔에서 충전하거나 한도를 올려 주세요.",
      en: "Top it up, or raise its spending limit, in the vendor's console.",
    },
  },
  sender: {
    sentence: {
      ko: "등록되지 않았거나 쓸 수 없는 발신자입니다.",
      en: "The sender is not registered, or may not be used.",
    },
    remedy: {
      ko: "업체 콘솔에서 발신번호(또는 발신자 이름)를 등록하고 승인된 값을 설정에 넣어 주세요.",
      en: "Register the sender number or name in the vendor's console and put the approved one into the settings.",
    },
  },
  recipient_invalid: {
    sentence: { ko: "문자를 받을 수 없는 번호입니다.", en: "This recipient cannot receive messages." },
    remedy: {
      ko: "번호를 확인해 주세요. 다른 업체로 다시 보내지 않습니다.",
      en: "Check the number or address. It is not tried with another vendor.",
    },
  },
  recipient_blocked: {
    sentence: { ko: "수신 거부하거나 차단된 번호입니다.", en: "This recipient has opted out, or is blocked." },
    remedy: {
      ko: "받는 사람이 수신 거부를 풀거나 업체에서 차단을 해제해야 합니다.",
      en: "The recipient has to opt in again, or the vendor has to lift the block.",
    },
  },
  content: {
    sentence: {
      ko: "업체가 문구나 템플릿을 받아들이지 않았습니다.",
      en: "The vendor did not accept the text or template.",
    },
    remedy: {
      ko: "템플릿 코드, 길이(90바이트), 특수문자를 확인해 주세요.",
      en: "Check the template's code, its length (90 bytes in Korea) and unusual characters.",
    },
  },
  rate: {
    sentence: { ko: "업체의 발송 속도 제한에 걸렸습니다.", en: "The vendor's rate limit was reached." },
    remedy: {
      ko: "잠시 뒤 다시 보냅니다. 잦으면 업체에 한도 상향을 요청해 주세요.",
      en: "It is sent again in a moment. If it happens often, ask the vendor for a higher limit.",
    },
  },
  geo: {
    sentence: { ko: "이 국가로는 보낼 수 없습니다.", en: "The vendor does not send to this country." },
    remedy: { ko: "업체 콘솔에서 해당 국가 발송을 허용해 주세요.", en: "Allow the country in the vendor's console." },
  },
  transient: {
    sentence: {
      ko: "업체에 잠시 문제가 있어 보내지 못했습니다.",
      en: "The vendor could not take the message just now; nothing was sent.",
    },
    remedy: {
      ko: "시험이 아니면 자동으로 다시 보냅니다. 계속되면 엔드포인트와 업체의 장애 공지를 확인해 주세요.",
      en: "Unless it was a test it is sent again by itself. If it goes on, check the endpoint and the vendor's status page.",
    },
  },
  unknown: {
    sentence: {
      ko: "업체의 응답을 알 수 없어 발송 여부가 불확실합니다.",
      en: "The vendor's answer was not understood, or did not come.",
    },
    remedy: {
      ko: "업체 코드와 함께 업체 콘솔의 발송 기록을 확인해 주세요.",
      en: "Look the vendor's code and the message up in the vendor's console.",
    },
  },
};

const certificate = {
  ko: "엔드포인트의 TLS 인증서를 믿을 수 없습니다. 인증서의 이름, 유효 기간, 발급 기관을 확인해 주세요. 고치기 전에는 계속 실패합니다.",
  en: "The endpoint's TLS certificate is not trusted: check its name, its dates and who issued it. It fails until that is mended.",
};

/** Where there was no connection the code is not the vendor's, but Node's or that of the server's own way out. */
const connectionRemedies: Readonly<Record<string, Bilingual>> = {
  ADDRESS_REFUSED: {
    ko: "엔드포인트는 공개된 https 주소여야 합니다. 사내 게이트웨이나 시험용 주소라면 MUNJIGI_ALLOW_PRIVATE_NETWORK=true로 서버를 시작해 주세요.",
    en: "The endpoint must be a public https address. For a gateway of your own network, or a stand-in, start the server with MUNJIGI_ALLOW_PRIVATE_NETWORK=true.",
  },
  ENOTFOUND: {
    ko: "엔드포인트의 이름을 찾을 수 없습니다. 철자와 서버의 DNS를 확인해 주세요.",
    en: "The endpoint's name does not exist. Check its spelling, and the server's DNS.",
  },
  ECONNREFUSED: {
    ko: "엔드포인트에서 아무것도 응답하지 않습니다. 주소와 포트를 확인해 주세요.",
    en: "Nothing listens at the endpoint. Check address and port.",
  },
  ERR_TLS_CERT_ALTNAME_INVALID: certificate,
  CERT_HAS_EXPIRED: certificate,
  DEPTH_ZERO_SELF_SIGNED_CERT: certificate,
  SELF_SIGNED_CERT_IN_CHAIN: certificate,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificate,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: certificate,
};

/** The words for a failure: the connector's own remedy where it has one for the vendor's code. */
export function explainFailure(
  failureClass: FailureClass,
  vendorCode: string | undefined,
  connector: Pick<MessageConnector, "remedies"> | undefined,
): Words {
  const { sentence, remedy } = failureWords[failureClass];
  const find = (remedies: Readonly<Record<string, Bilingual>> = {}) =>
    vendorCode !== undefined && Object.hasOwn(remedies, vendorCode) ? remedies[vendorCode] : undefined;
  return { sentence, remedy: find(connector?.remedies) ?? find(connectionRemedies) ?? remedy };
}
