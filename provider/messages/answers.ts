import { settingName } from "../atlas/settings/list";
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
      hint: `Check ${settingName("baseUrl")} and whether a proxy stands between this machine and Atlas.`,
    },
    cause:
      "The response comes from a proxy, a log-in page, a maintenance page or a wrong base URL. The message leaves out the body, because it may contain secrets. `no content type` means that the response has no Content-Type header.",
    cure: "Open the URL of the message with `curl -i` from the same machine.",
  },
} satisfies Messages;
