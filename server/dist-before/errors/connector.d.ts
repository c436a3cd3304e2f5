export declare const connectorErrors: {
    readonly "connector.unknown_factory": {
        readonly status: 404;
        readonly en: "There is no kind of connector of this name. `GET /api/connector-factories` lists them.";
        readonly ko: "해당 커넥터 종류가 없습니다. `GET /api/connector-factories`에서 확인해 주세요.";
    };
    readonly "connector.not_found": {
        readonly status: 404;
        readonly en: "There is no such connector.";
        readonly ko: "해당 커넥터가 없습니다.";
    };
    readonly "connector.version_not_found": {
        readonly status: 404;
        readonly en: "The connector has no version of this number. `GET /api/connectors/:id` lists them.";
        readonly ko: "커넥터에 해당 버전이 없습니다. `GET /api/connectors/:id`에서 확인해 주세요.";
    };
    readonly "connector.config_invalid": {
        readonly status: 400;
        readonly en: "`{parameter}` is not acceptable: {problem}.";
        readonly ko: "`{parameter}` 값이 올바르지 않습니다: {problem}.";
    };
    readonly "connector.untested": {
        readonly status: 409;
        readonly en: "These settings have not sent a test message within the last hour. Test them first, or send `force`.";
        readonly ko: "이 설정으로 최근 한 시간 안에 시험 발송한 기록이 없습니다. 먼저 시험하거나 `force`를 보내 주세요.";
    };
    readonly "connector.test_failed": {
        readonly status: 422;
        readonly en: "The test message was not sent. {problem}";
        readonly ko: "시험 메시지를 보내지 못했습니다. {problem}";
    };
    readonly "connector.in_use": {
        readonly status: 409;
        readonly en: "Nothing else sends by its channel: without this connector no code is sent. Activate another first, or send `force`.";
        readonly ko: "이 채널로 보내는 커넥터가 이것뿐이라 인증번호를 보낼 수 없게 됩니다. 다른 커넥터를 먼저 활성화하거나 `force`를 보내 주세요.";
    };
    readonly "connector.active": {
        readonly status: 409;
        readonly en: "This connector is the active one. Activate another before this one stands by.";
        readonly ko: "이미 활성화된 커넥터입니다. 다른 커넥터를 먼저 활성화해 주세요.";
    };
    readonly "connector.development_only": {
        readonly status: 409;
        readonly en: "The development inbox cannot be activated in production: whoever reads it reads everybody's codes.";
        readonly ko: "개발용 수신함은 운영 환경에서 활성화할 수 없습니다. 모든 인증번호가 노출됩니다.";
    };
};
