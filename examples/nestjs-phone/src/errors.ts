/** @module Every error of the API: one table for the answers and for their documentation. */
import { HttpException } from "@nestjs/common";
import { ApiResponse } from "@nestjs/swagger";

const table = {
  invalidPhoneNumber: {
    statusCode: 400,
    error: "Invalid PhoneNumber Request Type",
    message: "잘못된 전화번호 형식입니다. 전화번호는 01012345678과 같은 11자리 숫자로 이루어져야 합니다.",
  },
  noRecord: {
    statusCode: 400,
    error: "No Verification Record",
    message: "해당 전화번호에 대한 인증 내역이 없습니다. 인증이 없거나 유효 기간이 지났습니다.",
  },
  invalidCode: {
    statusCode: 403,
    error: "Invalid Verification Code",
    message: "잘못된 인증 코드입니다. 입력한 코드를 확인해주세요.",
  },
  phoneNumberNotAllowed: {
    statusCode: 403,
    error: "PhoneNumber Not Allowed",
    message: "이 전화번호로는 인증번호를 보낼 수 없습니다.",
  },
  invalidToken: {
    statusCode: 401,
    error: "Invalid Access Token",
    message: "로그인이 필요합니다. 다시 로그인해주세요.",
  },
  missingScope: {
    statusCode: 403,
    error: "Insufficient Scope",
    message: "이 작업을 할 권한이 없습니다.",
  },
  alreadyVerified: {
    statusCode: 409,
    error: "Already Verified",
    message: "이미 인증이 완료된 전화번호입니다. 추가 인증이 필요하지 않습니다.",
  },
  maxCheckAttempts: {
    statusCode: 429,
    error: "Max Check Attempts Reached",
    message: "최대 인증 시도 횟수(5회)에 도달했습니다. 인증을 처음부터 다시 시도해주세요.",
  },
  tooManyRequests: {
    statusCode: 429,
    error: "Too Many Requests",
    message: "요청이 너무 많습니다. 잠시 후 다시 시도해주세요.",
  },
  internal: {
    statusCode: 500,
    error: "Internal Server Error",
    message: "서버에서 오류가 발생했습니다.",
  },
  keysUnavailable: {
    statusCode: 503,
    error: "Service Unavailable",
    message: "지금은 로그인을 확인할 수 없습니다. 잠시 후 다시 시도해주세요.",
  },
};

export type Kind = keyof typeof table;

/** An error of the table. Where the seconds to wait are known, the answer has them in `Retry-After` too. */
export class Refusal extends HttpException {
  constructor(
    kind: Kind,
    readonly retryAfterSeconds?: number,
  ) {
    const { statusCode, error, message } = table[kind];
    const isTimed = kind === "tooManyRequests" && retryAfterSeconds !== undefined;
    const text = isTimed ? `요청이 너무 많습니다. ${retryAfterSeconds}초 후에 다시 시도해주세요.` : message;
    super({ message: text, error, statusCode }, statusCode);
  }
}

/** Documents the errors of a route. Those that share a status are alternatives of one schema. */
export function ApiErrors(...kinds: Kind[]): MethodDecorator {
  return (target, key, descriptor) => {
    for (const status of new Set(kinds.map((kind) => table[kind].statusCode))) {
      const alternatives = kinds.filter((kind) => table[kind].statusCode === status);
      const entries = alternatives.map((kind) => [kind, table[kind]] as const);
      ApiResponse({
        status,
        description: entries.map(([, { error }]) => error).join(" / "),
        content: {
          "application/json": {
            schema: { oneOf: entries.map(([, entry]) => schemaOf(entry)) },
            examples: Object.fromEntries(entries.map(([kind, value]) => [kind, { summary: value.error, value }])),
          },
        },
      })(target, key, descriptor);
    }
  };
}

const schemaOf = ({ statusCode, error, message }: (typeof table)[Kind]) => ({
  type: "object",
  title: error,
  required: ["message", "error", "statusCode"],
  properties: {
    message: { type: "string", example: message },
    error: { type: "string", enum: [error] },
    statusCode: { type: "integer", enum: [statusCode] },
  },
});
