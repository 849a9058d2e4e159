import { nameOf } from "../atlas/settings/list";
import type { Messages } from "./entry";

const notFromAtlas =
  (problem: string) =>
  (status: number, contentType: string, length: number): string =>
    `the answer does not come from Atlas: ${problem} (status ${status}, ${contentType}, ${length} characters)`;

export const answers = {
  notFromAtlas: {
    text: {
      redirect: notFromAtlas("it is a redirect, which is not followed"),
      noApiError: notFromAtlas("it is not an error of the API"),
      otherJson: notFromAtlas("it is not the JSON that the API describes"),
      noAccessToken: notFromAtlas("it holds no access token"),
      hint: `Check ${nameOf("baseUrl")} and whether a proxy stands between this machine and Atlas.`,
    },
    cause:
      "A proxy, a log-in page, a maintenance page or a wrong base URL has answered. The body is not shown, because it may hold anything. `no content type` means that the answer names none.",
    cure: "Open the URL of the message with `curl -i` from the same machine.",
  },
  endlessList: {
    text: (pages: number) => `the list of the workspace's connections does not end after ${pages} pages`,
    cause: "The server shows new connections on each page, more than a workspace can have.",
    cure: `Check ${nameOf("baseUrl")}: the server is not Atlas.`,
  },
} satisfies Messages;
