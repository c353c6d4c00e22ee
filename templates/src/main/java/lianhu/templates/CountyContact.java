package lianhu.templates;

/**
 * What the texts say about the county.
 *
 * @param hotline name and number, as spoken
 * @param dutyRoom name and number
 * @param publicUrl how residents reach the pages, without a slash at its end
 */
public record CountyContact(String hotline, String dutyRoom, String publicUrl) {}
