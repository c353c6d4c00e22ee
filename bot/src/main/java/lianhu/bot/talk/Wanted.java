package lianhu.bot.talk;

import java.util.Optional;

/**
 * A picture or voice still to be fetched, and who is told when it cannot be had.
 *
 * @param sender as the door knows him
 */
record Wanted(Picture picture, String sender) {
    /** As it is remembered; a secret. */
    String note() {
        return switch (picture) {
            case Picture.Linked linked ->
                String.join(
                        "\n",
                        "linked",
                        sender,
                        linked.robot(),
                        linked.url(),
                        linked.aesKey().orElse(""));
            case Picture.Stored stored -> String.join("\n", "stored", sender, stored.application(), stored.mediaId());
            case Picture.Spoken spoken -> String.join("\n", "spoken", sender, spoken.application(), spoken.mediaId());
        };
    }

    static Wanted of(String note) {
        String[] lines = note.split("\n", -1);
        Picture picture = switch (lines[0]) {
            case "linked" ->
                new Picture.Linked(lines[2], lines[3], Optional.of(lines[4]).filter(key -> !key.isEmpty()));
            case "stored" -> new Picture.Stored(lines[2], lines[3]);
            case "spoken" -> new Picture.Spoken(lines[2], lines[3]);
            default -> throw new IllegalArgumentException("written by a newer gateway");
        };
        return new Wanted(picture, lines[1]);
    }

    @Override
    public String toString() {
        return "Wanted[hidden]";
    }
}
