import { settingsMessages } from "../../messages/settings";
import { type CredentialKey, credentialKinds, type SettingKey, settingName } from "./list";

/** Atlas' forms of credentials, by which one is recognized in the setting of another. */
const forms: readonly {
  form: RegExp;
  belongsIn: keyof typeof settingsMessages.misplaced.text;
  foundIn?: readonly CredentialKey[];
}[] = [
  { form: /^mdb_sa_id_/, belongsIn: "clientId" },
  { form: /^mdb_sa_/, belongsIn: "clientSecret" },
  {
    form: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
    belongsIn: "privateKey",
    foundIn: ["publicKey", "clientId", "clientSecret"],
  },
  // Eight letters may also be a password.
  { form: /^[a-z]{8}$/, belongsIn: "publicKey", foundIn: ["clientId"] },
];

/** Characters that Atlas' credentials never have: they come from copying, or from quotes in a file of variables. */
const foreignCharacters = /[^\x21-\x7e]|^["'`]|["'`]$/;

const credentialKeys: ReadonlySet<SettingKey> = new Set(Object.values(credentialKinds).flat());

/** The value of a setting; undefined for an empty text. Spaces and line ends around a credential are removed. */
export function nonEmpty(key: SettingKey, text: string | undefined): string | undefined {
  return (credentialKeys.has(key) ? text?.trim() : text) || undefined;
}

/** What is wrong with the value of a credential, or undefined. The message never has the value. */
export function credentialProblem(key: CredentialKey, value: string): string | undefined {
  const { misplaced, malformed } = settingsMessages;
  const known = forms.find(
    ({ form, belongsIn, foundIn = [key] }) =>
      form.test(value) && (belongsIn === key || foundIn.includes(key)),
  );
  if (known && known.belongsIn !== key) return misplaced.text[known.belongsIn](settingName(key));
  return foreignCharacters.test(value) ? malformed.text(settingName(key)) : undefined;
}
