/** @module Reads the environment, starts the app and its Swagger page. */
import "reflect-metadata";
import { Logger } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { DocumentBuilder, SwaggerModule } from "@nestjs/swagger";
import { AppModule } from "./app.module.js";
import { ErrorFilter } from "./error.filter.js";
import { missingSettings } from "./settings.js";

const missing = missingSettings(process.env);
if (missing.length > 0) {
  console.error(`Not set: ${missing.join(", ")}. See README.md.`);
  process.exit(1);
}

const app = await NestFactory.create(AppModule);
app.useGlobalFilters(new ErrorFilter(app.getHttpAdapter()));
app.enableShutdownHooks();

const description = new DocumentBuilder().setTitle("휴대폰 인증").setVersion("1.0").addBearerAuth().build();
SwaggerModule.setup("docs", app, SwaggerModule.createDocument(app, description));

const { PORT = "4002", HOST = "127.0.0.1" } = process.env;
await app.listen(Number(PORT), HOST);
new Logger("main").log(`Listening on ${await app.getUrl()}, documented at /docs`);
