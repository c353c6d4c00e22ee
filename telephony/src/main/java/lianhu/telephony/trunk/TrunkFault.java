package lianhu.telephony.trunk;

/** What is wrong with a trunk. */
public enum TrunkFault {
    /** Asterisk has an answer from the border controller. */
    NONE,
    /** Asterisk does not answer, or does not say. */
    UNKNOWN,
    /** Asterisk has no endpoint of this name. */
    NOT_CONFIGURED,
    /** Nobody accepts a connection at the address of the border controller. */
    NO_CONNECTION,
    /** A connection is accepted, and no SIP answer comes. */
    SILENT,
    /** A connection is accepted, and nothing that speaks TLS is there. */
    NO_TLS,
    /** The certificate of the border controller is not valid yet, or not any more. */
    CERTIFICATE_EXPIRED,
    /** The certificate of the border controller is not signed by the authority of {@code ca_list_file}. */
    CERTIFICATE_UNTRUSTED,
    /** The certificate of the border controller names another address. */
    CERTIFICATE_OF_ANOTHER,
    /** The file {@code ca_list_file} cannot be read here, so the certificate is not checked. */
    AUTHORITY_UNREADABLE
}
