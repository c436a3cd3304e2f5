/** @module What the types of applications are called, and what each is for. */
export const typeWords = {
  ko: {
    spa: { name: "웹 페이지", text: "브라우저 안에서만 도는 앱. 비밀이 없고 PKCE를 씁니다." },
    web: { name: "서버가 있는 웹", text: "서버가 토큰을 받는 앱. 비밀이 하나 있습니다." },
    native: { name: "휴대전화나 PC 앱", text: "기기에 설치하는 앱. 비밀이 없고 PKCE를 씁니다." },
    machine: { name: "프로그램", text: "사람 없이 API를 부릅니다. client_credentials만 씁니다." },
  },
  en: {
    spa: { name: "Web page", text: "Runs in the browser alone. It has no secret and uses PKCE." },
    web: { name: "Web with a server", text: "Its server takes the tokens. It has a secret." },
    native: { name: "App on a device", text: "Installed on a phone or computer. No secret, PKCE." },
    machine: { name: "Program", text: "Calls APIs without people, by client_credentials." },
  },
};
