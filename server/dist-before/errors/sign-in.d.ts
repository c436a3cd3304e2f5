export declare const signInErrors: {
    readonly "sign_in.number_missing": {
        readonly status: 400;
        readonly en: "Enter your mobile number.";
        readonly ko: "휴대전화 번호를 입력해 주세요.";
    };
    readonly "sign_in.number_unreadable": {
        readonly status: 400;
        readonly en: "That doesn't look like a phone number. Check it.";
        readonly ko: "전화번호를 다시 확인해 주세요.";
    };
    readonly "sign_in.number_not_mobile": {
        readonly status: 400;
        readonly en: "Enter a mobile number.";
        readonly ko: "휴대전화 번호를 입력해 주세요.";
    };
    readonly "sign_in.number_retired": {
        readonly status: 400;
        readonly en: "01X numbers were retired. Enter a 010 number.";
        readonly ko: "011·016 등은 더 이상 쓰이지 않습니다. 010 번호를 입력해 주세요.";
    };
    readonly "sign_in.number_ambiguous": {
        readonly status: 400;
        readonly en: "This may be two numbers. Write it with + and the country code.";
        readonly ko: "두 가지로 읽히는 번호입니다. +와 국가 번호부터 입력해 주세요.";
    };
    readonly "sign_in.country_not_served": {
        readonly status: 400;
        readonly en: "Numbers of this country can't be used here.";
        readonly ko: "이 나라의 번호는 사용할 수 없습니다.";
    };
    readonly "sign_in.email_unreadable": {
        readonly status: 400;
        readonly en: "That doesn't look like an e-mail address. Check it.";
        readonly ko: "이메일 주소를 다시 확인해 주세요.";
    };
    readonly "sign_in.username_unreadable": {
        readonly status: 400;
        readonly en: "A user name has 3 to 32 letters, digits, dots, - or _.";
        readonly ko: "아이디는 영문, 숫자, . - _ 3~32자입니다.";
    };
    readonly "sign_in.code_unreadable": {
        readonly status: 400;
        readonly en: "Enter the digits of the code.";
        readonly ko: "인증번호 숫자를 입력해 주세요.";
    };
    readonly "sign_in.wrong_code": {
        readonly status: 400;
        readonly en: "That code isn't right.";
        readonly ko: "인증번호가 맞지 않습니다.";
    };
    readonly "sign_in.code_expired": {
        readonly status: 400;
        readonly en: "This code has expired. Get a new one.";
        readonly ko: "인증번호가 만료되었습니다. 새로 받아 주세요.";
    };
    readonly "sign_in.code_locked": {
        readonly status: 429;
        readonly en: "Too many wrong codes. Get a new one.";
        readonly ko: "여러 번 틀려 이 인증번호는 쓸 수 없습니다. 새로 받아 주세요.";
    };
    readonly "sign_in.no_sends_left": {
        readonly status: 429;
        readonly en: "This code was sent as often as it can be. Enter it, or try again in a few minutes.";
        readonly ko: "더 이상 보낼 수 없습니다. 받은 인증번호를 입력하거나 몇 분 뒤 다시 해 주세요.";
    };
    readonly "sign_in.wait": {
        readonly status: 429;
        readonly en: "Too many requests. Try again in {retryAfterSeconds} s.";
        readonly ko: "요청이 많습니다. {retryAfterSeconds}초 뒤 다시 해 주세요.";
    };
    readonly "sign_in.cannot_send": {
        readonly status: 503;
        readonly en: "We can't send codes this way just now. Try another way, or later.";
        readonly ko: "지금은 이 방법으로 인증번호를 보낼 수 없습니다. 다른 방법을 쓰거나 잠시 뒤 다시 해 주세요.";
    };
    readonly "sign_in.challenge": {
        readonly status: 428;
        readonly en: "One moment, we are checking your browser.";
        readonly ko: "잠시만요, 브라우저를 확인하고 있습니다.";
    };
    readonly "sign_in.wrong_password": {
        readonly status: 400;
        readonly en: "That doesn't match. Check it and try again.";
        readonly ko: "아이디나 비밀번호가 맞지 않습니다.";
    };
    readonly "sign_in.password_short": {
        readonly status: 400;
        readonly en: "Use {expected} characters or more.";
        readonly ko: "{expected}자 이상으로 정해 주세요.";
    };
    readonly "sign_in.password_long": {
        readonly status: 400;
        readonly en: "Use {expected} characters at most.";
        readonly ko: "{expected}자까지 쓸 수 있습니다.";
    };
    readonly "sign_in.password_common": {
        readonly status: 400;
        readonly en: "Many people use this password, so it's easy to guess. Choose another.";
        readonly ko: "흔히 쓰는 비밀번호라 쉽게 뚫립니다. 다른 것으로 정해 주세요.";
    };
    readonly "sign_in.name_unusable": {
        readonly status: 400;
        readonly en: "Enter a name of up to {expected} characters.";
        readonly ko: "이름을 {expected}자 안으로 입력해 주세요.";
    };
    readonly "sign_in.consent_missing": {
        readonly status: 400;
        readonly en: "Tick everything that is required.";
        readonly ko: "필수 항목에 모두 동의해 주세요.";
    };
    readonly "sign_in.identifier_taken": {
        readonly status: 409;
        readonly en: "Another account uses this. Use another one, or sign in with that account.";
        readonly ko: "다른 계정에서 쓰고 있습니다. 다른 것을 쓰거나 그 계정으로 로그인해 주세요.";
    };
    readonly "sign_in.no_sign_up": {
        readonly status: 403;
        readonly en: "There is no account for this, and new ones can't be made here.";
        readonly ko: "가입된 계정이 없고, 여기서는 새로 가입할 수 없습니다.";
    };
    readonly "sign_in.suspended": {
        readonly status: 403;
        readonly en: "This account can't be used at the moment. Ask support.";
        readonly ko: "지금은 사용할 수 없는 계정입니다. 고객센터에 문의해 주세요.";
    };
    readonly "sign_in.restricted": {
        readonly status: 403;
        readonly en: "For safety this can't be done until a day after this sign-in.";
        readonly ko: "안전을 위해 로그인하고 하루가 지난 뒤에 할 수 있습니다.";
    };
    readonly "sign_in.flow_over": {
        readonly status: 410;
        readonly en: "This page has closed. Start again.";
        readonly ko: "닫힌 화면입니다. 다시 시작해 주세요.";
    };
    readonly "sign_in.not_signed_in": {
        readonly status: 401;
        readonly en: "Sign in first.";
        readonly ko: "먼저 로그인해 주세요.";
    };
    readonly "sign_in.proof_too_old": {
        readonly status: 403;
        readonly en: "Confirm that it's you first.";
        readonly ko: "먼저 본인인지 확인해 주세요.";
    };
};
