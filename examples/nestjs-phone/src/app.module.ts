/** @module What the app is made of. */
import { Module } from "@nestjs/common";
import { ApprovedCodes } from "./approved-codes.js";
import { AuthController } from "./auth.controller.js";
import { readSettings, SETTINGS } from "./settings.js";
import { TwilioService } from "./twilio.service.js";

@Module({
  controllers: [AuthController],
  providers: [{ provide: SETTINGS, useFactory: () => readSettings(process.env) }, TwilioService, ApprovedCodes],
})
export class AppModule {}
