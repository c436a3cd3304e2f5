/** @module A route for those who signed in to an application of yours. */
import { Controller, Get, Req, UseGuards } from "@nestjs/common";
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from "@nestjs/swagger";
import { AccessTokenGuard, Scopes, type SignedInRequest } from "./access-token.guard.js";
import { OrdersBody } from "./bodies.js";
import { ApiErrors } from "./errors.js";

@ApiTags("orders")
@ApiBearerAuth()
@Controller("orders")
@UseGuards(AccessTokenGuard)
export class OrdersController {
  @Get()
  @Scopes(["orders:read"])
  @ApiOperation({ summary: "내 주문 목록" })
  @ApiOkResponse({ type: OrdersBody })
  @ApiErrors("invalidToken", "missingScope", "keysUnavailable", "internal")
  list(@Req() { caller }: SignedInRequest): OrdersBody {
    return { userId: caller.userId, orders: [] };
  }
}
