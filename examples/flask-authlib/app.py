"""Sign-in with Flask and Authlib: three addresses and a client of Munjigi's."""
import os

from authlib.integrations.flask_client import OAuth
from flask import Flask, redirect, session, url_for

MUNJIGI_URL = os.environ.get("MUNJIGI_URL", "http://localhost:8010")

app = Flask(__name__)
app.secret_key = os.environ.get("SECRET_KEY") or os.urandom(32)

oauth = OAuth(app)
oauth.register(
    "munjigi",
    client_id=os.environ["MUNJIGI_CLIENT_ID"],
    client_secret=os.environ["MUNJIGI_CLIENT_SECRET"],
    authorize_url=f"{MUNJIGI_URL}/oidc/auth",
    access_token_url=f"{MUNJIGI_URL}/oidc/token",
    api_base_url=f"{MUNJIGI_URL}/oidc/",
)


@app.get("/")
def home():
    user = session.get("user")
    return {"signed_in": user is not None, "user": user}


@app.get("/login")
def login():
    return oauth.munjigi.authorize_redirect(url_for("callback", _external=True))


@app.get("/login/<provider>")
def login_with(provider):
    # A button of the app's own, "카카오로 시작하기" say: /login/kakao
    return oauth.munjigi.authorize_redirect(url_for("callback", _external=True), provider=provider)


@app.get("/callback")
def callback():
    oauth.munjigi.authorize_access_token()
    user = oauth.munjigi.get("userinfo").json()
    session["user"] = {"id": user["sub"], "phone_number": user.get("phone_number")}
    return redirect("/")


@app.get("/logout")
def logout():
    session.clear()
    return redirect("/")


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ.get("PORT", "4004")))
