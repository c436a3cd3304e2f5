/** @module The two routes. */
import { Body, Controller, HttpCode, Post } from "@nestjs/common";
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from "@nestjs/swagger";
import { ApprovedCodes } from "./approved-codes.js";
import { MessageBody, PhoneBody, PhoneVerificationBody } from "./bodies.js";
import { ApiErrors, Refusal } from "./errors.js";
import { TwilioService } from "./twilio.service.js";

@ApiTags("auth")
@Controller("auth")
export class AuthController {
  constructor(
    private readonly twilio: TwilioService,
    private readonly approved: ApprovedCodes,
  ) {}

  @Post("phone")
  @ApiOperation({ summary: "휴대폰 인증번호 발급" })
  @ApiCreatedResponse({ type: MessageBody, example: { message: "휴대폰 인증번호가 발급되었습니다." } })
  @ApiErrors("invalidPhoneNumber", "phoneNumberNotAllowed", "maxCheckAttempts", "tooManyRequests", "internal")
  async send(@Body() body: PhoneBody): Promise<MessageBody> {
    await this.twilio.send(readPhone(body));
    return { message: "휴대폰 인증번호가 발급되었습니다." };
  }

  @Post("phone-verification")
  @HttpCode(200)
  @ApiOperation({ summary: "휴대폰 인증번호 확인" })
  @ApiOkResponse({ type: MessageBody, example: { message: "휴대폰 인증이 성공하였습니다." } })
  @ApiErrors(
    "invalidPhoneNumber",
    "noRecord",
    "invalidCode",
    "alreadyVerified",
    "maxCheckAttempts",
    "tooManyRequests",
    "internal",
  )
  async verify(@Body() body: PhoneVerificationBody): Promise<MessageBody> {
    const phone = readPhone(body);
    const code = readCode(body);
    const isRight = await this.twilio.check(phone, code);
    if (isRight === undefined) throw new Refusal(this.approved.has(phone, code) ? "alreadyVerified" : "noRecord");
    if (!isRight) throw new Refusal("invalidCode");
    this.approved.add(phone, code);
    return { message: "휴대폰 인증이 성공하였습니다." };
  }
}

/** `01012345678` as E.164. What came is not yet known to have any shape. */
function readPhone({ phoneNumber }: Partial<Record<keyof PhoneBody, unknown>> = {}): string {
  if (typeof phoneNumber !== "string" || !/^01\d{9}$/.test(phoneNumber)) throw new Refusal("invalidPhoneNumber");
  return `+82${phoneNumber.slice(1)}`;
}

/** Twilio's codes have 4 to 10 characters; asked for another one it would complain of a parameter, not of the code. */
function readCode({ code }: Partial<Record<keyof PhoneVerificationBody, unknown>> = {}): string {
  if (typeof code !== "string" || code.length < 4 || code.length > 10) throw new Refusal("invalidCode");
  return code;
}
