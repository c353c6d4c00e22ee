package lianhu.templates;

/**
 * The county's contacts in the texts.
 *
 * @param hotline name and number, as shown
 * @param dutyRoom name and number
 * @param publicUrl address of the residents' pages, without a slash at its end
 */
public record CountyContact(String hotline, String dutyRoom, String publicUrl) {}
