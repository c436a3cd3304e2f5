/** @module What the app is made of. */
import { Module } from "@nestjs/common";
import { ApprovedCodes } from "./approved-codes.js";
import { AuthController } from "./auth.controller.js";
import { OrdersController } from "./orders.controller.js";
import { readSettings, SETTINGS } from "./settings.js";
import { TwilioService } from "./twilio.service.js";

const settings = readSettings(process.env);
const takesTokens = settings.munjigiUrl !== undefined && settings.apiAudience !== undefined;

@Module({
  controllers: takesTokens ? [AuthController, OrdersController] : [AuthController],
  providers: [{ provide: SETTINGS, useValue: settings }, TwilioService, ApprovedCodes],
})
export class AppModule {}
