const element = (id) => document.getElementById(id);
const say = (text) => { element("message").textContent = text; };

async function call(operation, body) {
  const answer = await fetch(`/v1/account/invitation/${operation}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const result = await answer.json();
  if (!answer.ok) {
    throw new Error(result.errorDetail ?? result.message);
  }
  return result;
}

async function show() {
  try {
    const invitation = await call("read", { code: element("code").value.trim() });
    say(`${invitation.inviterName} invites ${invitation.email} to ${invitation.organizationTitle}.`);
    element("find").hidden = true;
    element("accept").hidden = false;
    element("firstname").focus();
  } catch (fault) {
    say(fault.message);
  }
}

element("find").addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});

element("accept").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (element("password").value !== element("again").value) {
    say("The two passwords differ.");
    return;
  }
  try {
    await call("accept", {
      code: element("code").value.trim(),
      firstname: element("firstname").value,
      lastname: element("lastname").value,
      password: element("password").value,
    });
    element("accept").hidden = true;
    say("Welcome. You can log in with your e-mail address and your password now.");
  } catch (fault) {
    say(fault.message);
  }
});

// The code is behind the number sign, so that it is in no log; it need not stay in the address either.
if (location.hash.length > 1) {
  element("code").value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  show();
}
