/** @module The one place where an error becomes an answer: `{message, error, statusCode}`, whatever went wrong. */
import { STATUS_CODES } from "node:http";
import {
  type ArgumentsHost,
  BadRequestException,
  Catch,
  type ExceptionFilter,
  HttpException,
  type HttpServer,
  Logger,
} from "@nestjs/common";
import { Refusal } from "./errors.js";

@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger("errors");

  constructor(private readonly http: HttpServer) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse();
    const answer = this.toAnswer(error, host.switchToHttp().getRequest());
    if (answer instanceof Refusal && answer.retryAfterSeconds !== undefined)
      this.http.setHeader(response, "Retry-After", String(answer.retryAfterSeconds));
    this.http.reply(response, answer.getResponse(), answer.getStatus());
  }

  private toAnswer(error: unknown, { method, route }: { method: string; route?: { path: string } }): HttpException {
    if (error instanceof Refusal) return error;
    const { name, code, status, expose } = error as {
      name?: string;
      code?: unknown;
      status?: number;
      expose?: boolean;
    };
    // What the body parser says is in English and quotes the body.
    if (error instanceof BadRequestException) return unreadable(400);
    if (error instanceof HttpException) return error;
    if (expose && status) return unreadable(status);
    // Never the message or the stack: they may have a phone number in them.
    this.logger.error([method, route?.path ?? "-", name, status, code].filter(Boolean).join(" "));
    return new Refusal("internal");
  }
}

const unreadable = (statusCode: number) =>
  new HttpException({ message: "요청을 읽을 수 없습니다.", error: STATUS_CODES[statusCode], statusCode }, statusCode);
