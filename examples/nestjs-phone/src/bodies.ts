/** @module What goes in and what comes out, for Swagger. */
import { ApiProperty } from "@nestjs/swagger";

export class PhoneBody {
  @ApiProperty({ description: "국내 휴대폰 번호 11자리", example: "01012345678", pattern: "^01\\d{9}$" })
  phoneNumber!: string;
}

export class PhoneVerificationBody extends PhoneBody {
  @ApiProperty({ description: "문자로 받은 인증번호", example: "123456", minLength: 4, maxLength: 10 })
  code!: string;
}

export class MessageBody {
  @ApiProperty({ description: "결과" })
  message!: string;
}

export class OrdersBody {
  @ApiProperty({ description: "로그인한 사용자", example: "US…" })
  userId!: string;

  @ApiProperty({ description: "주문 번호", type: [String] })
  orders!: string[];
}
