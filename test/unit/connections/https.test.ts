import { refuses } from "./support";

describe("Https", () => {
  refuses("Https", [
    ["url", undefined, "url: is required"],
    ["url", 7, "url: must be a string"],
    ["url", "", "url: must be a whole URL that starts with https:// or http://"],
    ["url", "garbage.example.com", "url: must be a whole URL that starts with https:// or http://"],
    ["url", "ftp://garbage.example.com", "url: must be a whole URL that starts with https:// or http://"],
    ["url", "https://", "url: must be a whole URL that starts with https:// or http://"],
    ["url", " https://garbage.example.com", "url: must be a whole URL that starts with https:// or http://"],
    // `new URL` would accept and correct the next four.
    ["url", "https:garbage.example.com", "url: must be a whole URL that starts with https:// or http://"],
    ["url", "https:///garbage.example.com", "url: must be a whole URL that starts with https:// or http://"],
    ["url", "https:\\\\garbage.example.com", "url: must be a whole URL that starts with https:// or http://"],
    ["url", "https://garbage.exa\nmple.com", "url: must be a whole URL that starts with https:// or http://"],
    ["headers", "garbage", "headers: must be an object"],
    ["headers", ["garbage"], "headers: must be an object"],
    ["headers", { "X-Retry": 7 }, "headers.X-Retry: must be a string"],
    ["headers", { "X-Token": "garbage\r\nX-Other: 1" }, "headers.X-Token: must not hold line breaks"],
    [
      "headers",
      { "X Token": "garbage" },
      "headers: has the name \"X Token\"; a header's name holds letters, digits and !#$%&'*+-.^_`|~ only",
    ],
    [
      "headers",
      { "": "garbage" },
      "headers: has the name \"\"; a header's name holds letters, digits and !#$%&'*+-.^_`|~ only",
    ],
  ]);
});
